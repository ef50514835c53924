package dev.eddy.operator.torture;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.KeyGroups;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs an operator over the same elements under everything that a host may do to it, and throws an
 * AssertionError that names the condition and the first difference:
 *
 * <ul>
 *   <li>again, from scratch
 *   <li>snapshot, a new instance and restore after every element
 *   <li>every timer set twice, every watermark and tick of the clock given twice
 *   <li>timers of one instant in another order of keys
 *   <li>on two and three subtasks, and rescaled from one number to another on the way; of an
 *       operator with lists under no key, which are dealt out anew, only that it bears it
 * </ul>
 *
 * In all of them the input row is spoilt after the call, and so is the output row after it was
 * emitted (see {@link TestHost}).
 */
public final class Torture {
  private final ProcessProvider provider;
  private final OperatorSetup setup;
  private final List<Element> elements;

  private Torture(ProcessProvider provider, OperatorSetup setup, List<Element> elements) {
    this.provider = provider;
    this.setup = setup;
    this.elements = elements;
  }

  /**
   * Runs all of it; the elements should end with {@link Element#end}.
   *
   * @return what the operator emitted, equal in all runs
   */
  public static List<Emitted> run(
      ProcessProvider provider, OperatorSetup setup, List<Element> elements) {
    Torture torture = new Torture(provider, setup, List.copyOf(elements));
    List<List<Emitted>> expected = torture.plain();
    torture.same("a second run", expected, torture.plain());
    torture.same("restored after every element", expected, torture.restoredAlways());
    torture.same("timers and watermarks twice", expected, torture.everythingTwice());
    Shape shape = provider.shape(setup);
    if (shape.isKeyed()) {
      for (long seed = 1; seed <= 3; seed++) {
        torture.sameInAnyOrder(
            "timers of one instant in another order", expected, torture.shuffledTimers(seed));
      }
      torture.sameInAnyOrder("on 2 subtasks", expected, torture.rescaled(shape, 2, 2));
      torture.sameInAnyOrder("rescaled from 1 to 3", expected, torture.rescaled(shape, 1, 3));
      torture.sameInAnyOrder("rescaled from 3 to 2", expected, torture.rescaled(shape, 3, 2));
    } else if (!shape.broadcast().isEmpty()) {
      torture.sameInAnyOrder("on 2 subtasks", expected, torture.rescaled(shape, 2, 2));
      torture.sameInAnyOrder("rescaled from 1 to 3", expected, torture.rescaled(shape, 1, 3));
    } else if (shape.hasOperatorList()) {
      torture.dealtOut(shape, 1, 3);
      torture.dealtOut(shape, 3, 2);
    }
    return expected.stream().flatMap(List::stream).toList();
  }

  private List<List<Emitted>> plain() {
    List<List<Emitted>> out = new ArrayList<>();
    try (TestHost host = new TestHost(provider, setup)) {
      for (Element e : elements) {
        host.accept(e);
        out.add(host.takeOutput());
      }
    }
    return out;
  }

  private List<List<Emitted>> restoredAlways() {
    List<List<Emitted>> out = new ArrayList<>();
    TestHost host = new TestHost(provider, setup);
    for (Element e : elements) {
      host.accept(e);
      out.add(host.takeOutput());
      TestHost.Snapshot snapshot = host.snapshot();
      host.close();
      host = new TestHost(provider, setup, snapshot);
    }
    host.close();
    return out;
  }

  private List<List<Emitted>> everythingTwice() {
    List<List<Emitted>> out = new ArrayList<>();
    try (TestHost host = new TestHost(provider, setup).setTimersTwice()) {
      for (Element e : elements) {
        host.accept(e);
        if (!(e instanceof Element.Arrival)) {
          host.accept(e);
        }
        out.add(host.takeOutput());
      }
    }
    return out;
  }

  private List<List<Emitted>> shuffledTimers(long seed) {
    List<List<Emitted>> out = new ArrayList<>();
    try (TestHost host = new TestHost(provider, setup).shuffleTimers(seed)) {
      for (Element e : elements) {
        host.accept(e);
        out.add(host.takeOutput());
      }
    }
    return out;
  }

  /** Runs the first half on some subtasks, hands the key groups over, and goes on with others. */
  private List<List<Emitted>> rescaled(Shape shape, int before, int after) {
    List<List<Emitted>> out = new ArrayList<>();
    List<TestHost> hosts = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      hosts.add(new TestHost(provider, setup));
    }
    for (int i = 0; i < elements.size(); i++) {
      if (i == elements.size() / 2 && before != after) {
        hosts = rescale(hosts, after);
      }
      Element e = elements.get(i);
      if (e instanceof Element.Arrival a && !shape.isBroadcast(a.port())) {
        hosts.get(subtask(shape, a, hosts.size())).accept(a);
      } else {
        hosts.forEach(h -> h.accept(e));
      }
      List<Emitted> emitted = new ArrayList<>();
      hosts.forEach(h -> emitted.addAll(h.takeOutput()));
      out.add(emitted);
    }
    hosts.forEach(TestHost::close);
    return out;
  }

  /**
   * As {@link #rescaled}, of an operator with lists under no key: it must bear it. What it gives
   * may depend on which subtask has which entry.
   */
  private void dealtOut(Shape shape, int before, int after) {
    List<TestHost> hosts = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      hosts.add(new TestHost(provider, setup));
    }
    for (int i = 0; i < elements.size(); i++) {
      if (i == elements.size() / 2) {
        List<TestHost.Snapshot> parts =
            TestHost.Snapshot.dealtOut(
                shape, hosts.stream().map(TestHost::snapshot).toList(), after);
        hosts.forEach(TestHost::close);
        hosts = new ArrayList<>();
        for (TestHost.Snapshot part : parts) {
          hosts.add(new TestHost(provider, setup, part));
        }
      }
      Element e = elements.get(i);
      if (e instanceof Element.Arrival a) {
        hosts.get(i % hosts.size()).accept(a);
      } else {
        hosts.forEach(h -> h.accept(e));
      }
    }
    hosts.forEach(TestHost::close);
  }

  private List<TestHost> rescale(List<TestHost> hosts, int parallelism) {
    TestHost.Snapshot all = hosts.get(0).snapshot();
    for (TestHost h : hosts.subList(1, hosts.size())) {
      all = all.with(h.snapshot());
    }
    hosts.forEach(TestHost::close);
    List<TestHost> out = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      int subtask = i;
      out.add(
          new TestHost(
              provider,
              setup,
              all.of(
                  group ->
                      KeyGroups.subtaskOf(group, TestHost.MAX_PARALLELISM, parallelism)
                          == subtask)));
    }
    return out;
  }

  private int subtask(Shape shape, Element.Arrival a, int parallelism) {
    if (!shape.isKeyed()) {
      return Math.floorMod(a.row().hashCode(), parallelism);
    }
    int[] columns = shape.keys().get(a.port());
    Schema schema = setup.inputSchema(a.port()).select(columns);
    int group =
        KeyGroups.groupOf(new KeyCodec(schema).encode(a.row(), columns), TestHost.MAX_PARALLELISM);
    return KeyGroups.subtaskOf(group, TestHost.MAX_PARALLELISM, parallelism);
  }

  private void same(String condition, List<List<Emitted>> expected, List<List<Emitted>> actual) {
    for (int i = 0; i < elements.size(); i++) {
      if (!expected.get(i).equals(actual.get(i))) {
        throw different(condition, i, expected.get(i), actual.get(i));
      }
    }
  }

  private void sameInAnyOrder(
      String condition, List<List<Emitted>> expected, List<List<Emitted>> actual) {
    for (int i = 0; i < elements.size(); i++) {
      if (!counted(expected.get(i)).equals(counted(actual.get(i)))) {
        throw different(condition, i, expected.get(i), actual.get(i));
      }
    }
  }

  private static Map<Emitted, Integer> counted(List<Emitted> rows) {
    Map<Emitted, Integer> out = new HashMap<>();
    rows.forEach(r -> out.merge(r, 1, Integer::sum));
    return Collections.unmodifiableMap(out);
  }

  private AssertionError different(
      String condition, int index, List<Emitted> expected, List<Emitted> actual) {
    Element e = elements.get(index);
    Row row = e instanceof Element.Arrival a ? a.row() : null;
    return new AssertionError(
        condition
            + ": element "
            + index
            + " ("
            + (row == null ? e : row)
            + ") gave "
            + actual
            + " in the place of "
            + expected);
  }
}
