package dev.eddy.model.refactor;

import dev.eddy.model.check.Substitution;
import dev.eddy.model.expression.Expressions.ColumnUse;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rewrites the parameters of one node for columns that have another name now. */
final class Rewriter {
  private final CheckedGraph in;
  private final Node node;
  private final Renames renames;
  private final Set<Site> skipped;
  private final boolean follow;
  private final List<Use> uses = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private Value.Struct values;

  /**
   * What became of a node.
   *
   * @param problems uses that cannot be changed here
   */
  record Rewritten(Node node, List<Use> uses, List<Problem> problems) {}

  private Rewriter(CheckedGraph in, Node node, Renames renames, Set<Site> skipped, boolean follow) {
    this.in = in;
    this.node = node;
    this.renames = renames;
    this.skipped = skipped;
    this.follow = follow;
    this.values = node.parameters();
  }

  /**
   * @param skipped texts to be left as they are; their uses are given all the same
   * @param follow whether a column of a projection that only passes a renamed one on under its name
   *     is renamed with it
   */
  static Rewritten rewrite(
      CheckedGraph in,
      Node node,
      OperatorDescriptor descriptor,
      Renames renames,
      Set<Site> skipped,
      boolean follow) {
    Rewriter r = new Rewriter(in, node, renames, skipped, follow);
    descriptor.parameters().forEach(r::parameter);
    return new Rewritten(node.withParameters(r.values), r.uses, r.problems);
  }

  private void parameter(ParameterSpec p) {
    ParameterType t = p.type();
    if (t instanceof ParameterType.Column c) {
      Value v = node.parameters().get(p.name());
      Value effective = v == null || v instanceof Value.Null ? p.defaultValue() : v;
      if (effective instanceof Value.Text text) {
        name(Site.of(node.id(), p.name()), text.text(), c.input());
      }
    } else if (t instanceof ParameterType.Columns c) {
      each(p, (i, v) -> name(Site.item(node.id(), p.name(), i), text(v), c.input()));
    } else if (t instanceof ParameterType.Ordering o) {
      each(
          p,
          (i, v) ->
              name(Site.field(node.id(), p.name(), i, "column"), field(v, "column"), o.input()));
    } else if (t instanceof ParameterType.Condition c) {
      expression(Site.of(node.id(), p.name()), text(node.parameters().get(p.name())), c.input());
    } else if (t instanceof ParameterType.Expression e) {
      expression(Site.of(node.id(), p.name()), text(node.parameters().get(p.name())), e.input());
    } else if (t instanceof ParameterType.Projection x) {
      each(p, (i, v) -> projected(p, i, v, x.input()));
    } else if (t instanceof ParameterType.Aggregates a) {
      each(
          p,
          (i, v) ->
              expression(
                  Site.field(node.id(), p.name(), i, "expression"),
                  field(v, "expression"),
                  a.input()));
    }
  }

  private interface Each {
    void item(int index, Value value);
  }

  private void each(ParameterSpec p, Each work) {
    Value whole = node.parameters().get(p.name());
    if (whole == null) {
      whole = p.defaultValue();
    }
    if (whole instanceof Value.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        work.item(i, items.items().get(i));
      }
    }
  }

  private static @Nullable String text(@Nullable Value v) {
    return v instanceof Value.Text t ? t.text() : null;
  }

  private static @Nullable String field(Value v, String name) {
    return v instanceof Value.Struct s ? text(s.get(name)) : null;
  }

  private void name(Site site, @Nullable String column, int input) {
    String next = column == null ? null : renames.of(input, column);
    if (next != null) {
      use(site, Use.Kind.REFERENCE, Objects.requireNonNull(column), next);
    }
  }

  private void projected(ParameterSpec p, int index, Value item, int input) {
    String text = field(item, "expression");
    String given = field(item, "name");
    Site at = Site.field(node.id(), p.name(), index, "expression");
    expression(at, text, input);
    if (!follow || text == null || given == null) {
      return;
    }
    List<ColumnUse> columns = in.expressions().columns(text);
    String next = renames.of(input, given);
    if (next != null
        && columns.size() == 1
        && columns.get(0).column().equals(given)
        && columns.get(0).from() == 0
        && columns.get(0).to() == text.length()) {
      use(Site.field(node.id(), p.name(), index, "name"), Use.Kind.FOLLOWER, given, next);
    }
  }

  private void expression(Site site, @Nullable String text, int input) {
    if (text == null) {
      return;
    }
    Substitution s = in.scope().substitute(text);
    StringBuilder after = new StringBuilder();
    int done = 0;
    boolean found = false;
    for (ColumnUse u : in.expressions().columns(s.text())) {
      String next = renames.of(input, u.column());
      if (next == null) {
        continue;
      }
      int[] at = s.copied(u.from(), u.to());
      if (at == null) {
        problems.add(
            Problem.error(
                "hidden-use",
                Place.node(node.id(), node.name()).withParameter(site.place()),
                "A parameter of the project holds the name " + u.column() + ".",
                "Change the parameter's value by hand."));
        continue;
      }
      found = true;
      after.append(text, done, at[0]).append(in.expressions().columnText(next));
      done = at[1];
    }
    if (found) {
      use(site, Use.Kind.REFERENCE, text, after.append(text, done, text.length()).toString());
    }
  }

  private void use(Site site, Use.Kind kind, String before, String after) {
    uses.add(new Use(site, node.name(), kind, before, after));
    if (skipped.contains(site)) {
      return;
    }
    Value whole = values.get(site.parameter());
    if (whole == null) {
      whole =
          in.type(node)
              .flatMap(t -> t.descriptor().parameter(site.parameter()))
              .map(ParameterSpec::defaultValue)
              .orElse(null);
    }
    Value changed = site.with(whole, after);
    if (changed != null) {
      values = values.with(site.parameter(), changed);
    }
  }
}
