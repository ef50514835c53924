package dev.eddy.designer.control.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommonPropertiesTest {
  private static final Schema INPUT = Schema.of(new Field("a", DataType.INT));
  private static final ParameterSpec SIZE =
      ParameterSpec.optional("size", "Size", new ParameterType.Duration(), Value.of("1 h"), "");
  private static final ParameterSpec WHERE =
      ParameterSpec.optional("where", "Where", new ParameterType.Condition(0), null, "");
  private static final ParameterSpec LIMIT =
      ParameterSpec.optional("limit", "Limit", new ParameterType.Int(0, 9), null, "");

  private static OperatorDescriptor descriptor(String id, ParameterSpec... parameters) {
    return new OperatorDescriptor(
        id,
        id,
        "",
        "box",
        Family.TRANSFORM,
        List.of(InputPort.any("in")),
        List.of(OutputPort.main()),
        List.of(parameters),
        List.of());
  }

  private static CommonProperties.Member member(
      String id, OperatorDescriptor d, String... parameters) {
    Value.Struct values = Value.Struct.EMPTY;
    for (int i = 0; i < parameters.length; i += 2) {
      values = values.with(parameters[i], Value.of(parameters[i + 1]));
    }
    return new CommonProperties.Member(new Node(id, d.id(), id, values), d, List.of(INPUT));
  }

  @Test
  void parametersOfTheSameNameAndTypeAreShared() {
    FormModel.Input input =
        CommonProperties.of(
                List.of(
                    member("x", descriptor("one", SIZE, WHERE), "where", "a > 1"),
                    member("y", descriptor("two", WHERE, LIMIT, SIZE), "where", "a > 1")))
            .orElseThrow();
    FormModel form = FormModel.of(input);
    assertThat(form.entries()).extracting(FormModel.Entry::name).containsExactly("size", "where");
    assertThat(form.entries()).noneMatch(FormModel.Entry::mixed);
    assertThat(form.entries().get(1).editor())
        .isEqualTo(
            new FormModel.Editor.Expression(
                "a > 1",
                INPUT,
                dev.eddy.designer.control.expression.ExpressionAssistant.Use.CONDITION));
  }

  @Test
  void severalValuesAreSaidAndNotShownAsOne() {
    OperatorDescriptor d = descriptor("one", SIZE);
    FormModel form =
        FormModel.of(
            CommonProperties.of(List.of(member("x", d, "size", "2 h"), member("y", d)))
                .orElseThrow());
    FormModel.Entry size = form.entries().get(0);
    assertThat(size.mixed()).isTrue();
    assertThat(size.canReset()).isTrue();
    assertThat(size.editor())
        .isEqualTo(
            new FormModel.Editor.Line("", "several values", FormModel.Editor.Line.Kind.DURATION));
  }

  @Test
  void aDefaultIsTheSameAsTheValueWrittenDown() {
    OperatorDescriptor d = descriptor("one", SIZE);
    FormModel.Input input =
        CommonProperties.of(List.of(member("x", d, "size", "1 h"), member("y", d))).orElseThrow();
    assertThat(input.mixed()).isEmpty();
  }

  @Test
  void nodesWithNothingInCommonHaveNoForm() {
    assertThat(
            CommonProperties.of(
                List.of(
                    member("x", descriptor("one", SIZE)), member("y", descriptor("two", LIMIT)))))
        .isEqualTo(Optional.empty());
    assertThat(CommonProperties.of(List.of(member("x", descriptor("one", SIZE))))).isEmpty();
  }

  @Test
  void aChangeIsOneEditOfAllNodes() {
    OperatorDescriptor d = descriptor("one", SIZE);
    Graph g = Graph.of(List.of(member("x", d).node(), member("y", d).node()), List.of());
    Graph after =
        CommonProperties.set(Set.of("x", "y"), "size", Value.of("5 min"))
            .apply(new PipelineDocument(g, Layout.EMPTY))
            .graph();
    assertThat(after.nodes().values())
        .allMatch(n -> Objects.equals(n.parameters().get("size"), Value.of("5 min")));
  }

  @Test
  void aParameterWithoutMeaningBesideTheOthersIsOutOfTheWay() {
    ParameterSpec kind =
        ParameterSpec.optional(
            "kind",
            "Kind",
            new ParameterType.Choice(List.of("plain", "sliding")),
            Value.of("plain"),
            "");
    OperatorDescriptor d = descriptor("w", kind, LIMIT.onlyFor("kind", "sliding"));
    assertThat(names(d, Value.Struct.EMPTY)).containsExactly("kind");
    assertThat(names(d, Value.Struct.EMPTY.with("kind", Value.of("sliding"))))
        .containsExactly("kind", "limit");
    assertThat(names(d, Value.Struct.EMPTY.with("limit", Value.of(3))))
        .as("a value in the file is never hidden")
        .containsExactly("kind", "limit");
  }

  private static List<String> names(OperatorDescriptor d, Value.Struct values) {
    return FormModel.of(new FormModel.Input("n", d, values, List.of(INPUT), List.of()))
        .entries()
        .stream()
        .map(FormModel.Entry::name)
        .toList();
  }

  @Test
  void numbersAndDurationsAreCountedOn() {
    assertThat(FormValues.stepped("5", 1)).isEqualTo("6");
    assertThat(FormValues.stepped("-1", -10)).isEqualTo("-11");
    assertThat(FormValues.stepped("1 h", 1)).isEqualTo("2 h");
    assertThat(FormValues.stepped("30min", -10)).isEqualTo("20 min");
    assertThat(FormValues.stepped("0 s", -1)).isEqualTo("0 s");
    assertThat(FormValues.stepped("x", 1)).isNull();
    assertThat(FormValues.stepped("9223372036854775807", 1)).isNull();
  }
}
