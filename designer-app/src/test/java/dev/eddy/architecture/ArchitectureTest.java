package dev.eddy.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each rule holds for the product, and bites in the fixtures that break it on purpose. */
class ArchitectureTest {
  private static final String PRODUCT = "dev.eddy";
  private static final String FIXTURE = "dev.eddy.architecture.fixture";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(PRODUCT);
  private static final JavaClasses BREACHES = new ClassFileImporter().importPackages(FIXTURE);

  /** Checks a rule, and that it finds the class of the fixtures that breaks it. */
  private static void holds(Function<ArchitectureRules, ArchRule> rule, String breach) {
    assertThatThrownBy(() -> rule.apply(new ArchitectureRules(FIXTURE)).check(BREACHES))
        .as("the rule bites")
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(FIXTURE + "." + breach);
    rule.apply(new ArchitectureRules(PRODUCT)).check(CLASSES);
  }

  @Test
  void allModulesAreSeen() {
    Set<String> layers =
        CLASSES.stream().map(c -> c.getPackageName().split("\\.")[2]).collect(Collectors.toSet());
    assertThat(layers)
        .contains(
            "model",
            "expressions",
            "operator",
            "operators",
            "connector",
            "runtime",
            "cluster",
            "flink",
            "designer");
  }

  @Test
  void packagesHaveNoCycles() {
    holds(ArchitectureRules::packagesHaveNoCycles, "cycle.one.First");
  }

  @Test
  void theModelSeesNothingElse() {
    holds(ArchitectureRules::modelSeesNothing, "model.Upwards");
  }

  @Test
  void expressionsSeeTheModelOnly() {
    holds(ArchitectureRules::expressionsSeeTheModel, "expressions.Sideways");
  }

  @Test
  void theOperatorApiSeesTheModelOnly() {
    holds(ArchitectureRules::operatorApiSeesTheModel, "operator.Sideways");
  }

  @Test
  void standardOperatorsSeeTheOperatorApiOnly() {
    holds(ArchitectureRules::standardOperatorsSeeTheOperatorApi, "operators.Upwards");
  }

  @Test
  void connectorsSeeTheOperatorApiOnly() {
    holds(ArchitectureRules::connectorsSeeTheOperatorApi, "connector.Upwards");
  }

  @Test
  void theRuntimeSeesNoPluginAndNoExpressions() {
    holds(ArchitectureRules::runtimeSeesTheOperatorApi, "runtime.Sideways");
  }

  @Test
  void theFlinkBridgeSeesTheOperatorApiOnly() {
    holds(ArchitectureRules::flinkBridgeSeesTheOperatorApi, "flink.Sideways");
  }

  @Test
  void theClusterClientSeesNeitherRuntimeNorDesigner() {
    holds(ArchitectureRules::clusterClientSeesTheBridge, "cluster.Sideways");
  }

  @Test
  void theDesktopStaysInTheDesigner() {
    holds(ArchitectureRules::desktopStaysInTheDesigner, "runtime.Painter");
  }

  @Test
  void flinkStaysInTheBridge() {
    holds(ArchitectureRules::flinkStaysInTheBridge, "runtime.FlinkUser");
  }

  @Test
  void jsonStaysInIoPackages() {
    holds(ArchitectureRules::jsonStaysInIoPackages, "runtime.JsonUser");
  }

  @Test
  void calciteAndJaninoStayInExpressions() {
    holds(ArchitectureRules::calciteAndJaninoStayInExpressions, "runtime.Parser");
  }

  @Test
  void rocksdbStaysInItsBackend() {
    holds(ArchitectureRules::rocksdbStaysInItsBackend, "runtime.Store");
  }

  @Test
  void nettyStaysInTheWorker() {
    holds(ArchitectureRules::nettyStaysInTheWorker, "runtime.Wire");
  }

  @Test
  void classesAreNamedForWhatTheyAre() {
    holds(ArchitectureRules::classesAreNamedForWhatTheyAre, "runtime.RowManager");
  }

  @Test
  void valuesAreSealed() {
    holds(ArchitectureRules::valuesAreSealed, "model.OpenValue");
  }

  @Test
  void operatorsAreDeterministic() {
    holds(ArchitectureRules::operatorsAreDeterministic, "operators.Dice");
  }

  @Test
  void nothingIsDeserializedByName() {
    holds(ArchitectureRules::nothingIsDeserializedByName, "runtime.Deserializer");
  }

  @Test
  void packagesSayThatNothingIsNull() {
    holds(ArchitectureRules::packagesSayThatNothingIsNull, "runtime");
  }
}
