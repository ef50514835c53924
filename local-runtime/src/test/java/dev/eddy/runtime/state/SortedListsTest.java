package dev.eddy.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortedListsTest {
  private static final Schema LONG = Schema.of(new Field("n", DataType.BIGINT.notNull()));

  /** What the store was asked to do. */
  private final List<String> asked = new ArrayList<>();

  private final ListStore lists = new SortedLists(told(StateBackend.HEAP.table(LONG, LONG, 4)));

  private StateTable told(StateTable table) {
    return (StateTable)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StateTable.class},
            (proxy, method, arguments) -> {
              asked.add(method.getName());
              try {
                return method.invoke(table, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static StateKey key(int k) {
    StateKey out = new StateKey();
    out.set(Keys.full(k % 4, new byte[] {1, (byte) k}));
    return out;
  }

  private static Row row(long n) {
    Row row = new Row(1);
    row.setLong(0, n);
    return row;
  }

  @Test
  void whoAddsAgainAndAgainLooksForTheLastEntryOfEachListOnce() {
    for (int i = 0; i < 30; i++) {
      lists.find(key(i % 3));
      lists.last();
      lists.add(key(i % 3), row(i), i + 1, 1);
    }

    assertThat(Collections.frequency(asked, "lastKeyBelow")).isEqualTo(3);
    assertThat(asked).doesNotContain("scan");
    lists.find(key(2));
    assertThat(lists.all()).extracting(r -> r.getLong(0)).startsWith(2L, 5L).hasSize(10);
  }

  @Test
  void entriesAreLoadedIntoTheStoreAndNotPutOneByOne() {
    for (int i = 0; i < 5; i++) {
      lists.load(Keys.concat(key(1).toBytes(), Keys.index(i)), row(i), i + 1, 1);
    }
    lists.endLoading();

    assertThat(asked).containsExactly("load", "load", "load", "load", "load", "endLoading");
    lists.find(key(1));
    assertThat(lists.all()).hasSize(5);
  }
}
