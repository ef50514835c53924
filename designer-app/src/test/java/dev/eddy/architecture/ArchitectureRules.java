package dev.eddy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The rules that the modules hold, over a root package: {@code dev.eddy} for the product, another
 * one for the fixtures that break each rule on purpose.
 */
final class ArchitectureRules {
  private final String root;

  ArchitectureRules(String root) {
    this.root = root;
  }

  private String in(String layer) {
    return root + "." + layer + "..";
  }

  ArchRule packagesHaveNoCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** The classes of a layer see their own layer, those named, and nothing else of the product. */
  ArchRule sees(String layer, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(layer), Arrays.stream(others)).map(this::in).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(in(layer))
        .should()
        .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed))))
        .because("dependencies point one way")
        .allowEmptyShould(true);
  }

  ArchRule modelSeesNothing() {
    return sees("model");
  }

  ArchRule expressionsSeeTheModel() {
    return sees("expressions", "model");
  }

  ArchRule operatorApiSeesTheModel() {
    return sees("operator", "model");
  }

  ArchRule standardOperatorsSeeTheOperatorApi() {
    return sees("operators", "operator", "model");
  }

  ArchRule connectorsSeeTheOperatorApi() {
    return sees("connector", "operator", "model");
  }

  ArchRule runtimeSeesTheOperatorApi() {
    return sees("runtime", "operator", "model");
  }

  ArchRule flinkBridgeSeesTheOperatorApi() {
    return sees("flink", "operator", "model");
  }

  ArchRule clusterClientSeesTheBridge() {
    return sees("cluster", "flink", "operator", "model");
  }

  ArchRule desktopStaysInTheDesigner() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("designer"))
        .and()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javafx..",
            "org.fxmisc..",
            "atlantafx..",
            "org.kordamp..",
            "java.awt..",
            "javax.swing..")
        .because("everything else runs without a screen");
  }

  ArchRule flinkStaysInTheBridge() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("flink"))
        .and()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink..")
        .because("one jar runs on several Flink versions");
  }

  ArchRule jsonStaysInIoPackages() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(root + "..io", root + "..io..")
        .and()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .because("a format is the business of those who read and write it");
  }

  ArchRule calciteAndJaninoStayInExpressions() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("expressions"))
        .and()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.calcite..", "org.codehaus..")
        .because("a job and a worker carry bytecode, not a SQL parser");
  }

  ArchRule nettyStaysInTheWorker() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("runtime.worker"))
        .and()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .because("the wire is the worker's");
  }

  ArchRule rocksdbStaysInItsBackend() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("runtime.state.rocksdb"))
        .and()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.rocksdb..")
        .because("a run with its state in the heap never loads it");
  }

  ArchRule classesAreNamedForWhatTheyAre() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .haveNameMatching(".*(Manager|Utils?|Impl|Helpers?)(\\$.*)?")
        .because("such a name says nothing");
  }

  /** An interface of the model that its own nested records implement is a closed set of values. */
  ArchRule valuesAreSealed() {
    return classes()
        .that()
        .resideInAPackage(in("model"))
        .and()
        .areInterfaces()
        .should(
            new ArchCondition<>("be sealed where their nested records implement them") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean hasMembers =
                    type.getSubclasses().stream()
                        .anyMatch(
                            s ->
                                s.isRecord()
                                    && s.getEnclosingClass().filter(type::equals).isPresent());
                if (hasMembers && !type.reflect().isSealed()) {
                  events.add(
                      SimpleConditionEvent.violated(type, type.getName() + " is not sealed"));
                }
              }
            });
  }

  /** Time, chance, files and threads come from the host alone, so that a run can be repeated. */
  ArchRule operatorsAreDeterministic() {
    return noClasses()
        .that()
        .resideInAPackage(in("operators"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .because("a run is a function of plan and journal")
        .allowEmptyShould(true);
  }

  /** What a project holds is data: it never becomes an object of a class that the data names. */
  ArchRule nothingIsDeserializedByName() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.script..", "javafx.fxml..", "java.beans..")
        .because("opening a project runs nothing");
  }

  ArchRule packagesSayThatNothingIsNull() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .doNotHaveSimpleName("package-info")
        .should(
            new ArchCondition<>("be in a package that is @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getPackageName() + " is not @NullMarked"));
                }
              }
            });
  }
}
