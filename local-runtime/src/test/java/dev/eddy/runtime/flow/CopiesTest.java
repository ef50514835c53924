package dev.eddy.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CopiesTest {
  abstract static class Counter {
    abstract int next();
  }

  static final class Template extends Counter {
    private int at;

    Template(Integer from) {
      if (from < 0) {
        throw new IllegalArgumentException("below zero");
      }
      at = from;
    }

    @Override
    int next() {
      return at++;
    }
  }

  private static Counter at(String place, int from) {
    return of(Object.class, place, from);
  }

  private static Counter of(Class<?> code, String place, int from) {
    return Copies.of(Template.class, code, place, Integer.class, from, Template::new);
  }

  @Test
  void eachPlaceHasAClassOfItsOwnThatDoesTheSame() {
    Counter a = at("a", 3);
    Counter b = at("b", 7);
    assertThat(a.getClass()).isNotEqualTo(b.getClass()).isNotEqualTo(Template.class);
    assertThat(a.next() + a.next()).isEqualTo(7);
    assertThat(b.next() + b.next()).isEqualTo(15);
  }

  @Test
  void theSamePlaceHasTheSameClassInEveryRun() {
    assertThat(at("again", 0).getClass()).isEqualTo(at("again", 1).getClass());
  }

  @Test
  void anotherCodeAtTheSamePlaceHasAClassOfItsOwn() {
    assertThat(of(String.class, "a", 0).getClass())
        .isEqualTo(of(String.class, "a", 0).getClass())
        .isNotEqualTo(of(Integer.class, "a", 0).getClass());
  }

  @Test
  void whatTheConstructorThrowsIsThrown() {
    assertThatThrownBy(() -> at("c", -1)).hasMessage("below zero");
  }
}
