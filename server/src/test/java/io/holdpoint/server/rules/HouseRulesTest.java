// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may know what: section 3 of the design, held by the build. */
final class HouseRulesTest {

  /** Module, its root package, and how many classes it has at the very least. */
  private record Module(String folder, String root, int classes) {}

  private static final List<Module> MODULES =
      List.of(
          new Module("model", "io.holdpoint.model", 70),
          new Module("gateway-plugin", "io.holdpoint.gateway", 60),
          new Module("collector", "io.holdpoint.collector", 25),
          new Module("correlation-engine", "io.holdpoint.engine", 30),
          new Module("dashboard", "io.holdpoint.dashboard", 15),
          new Module("server", "io.holdpoint.server", 20));

  /** Libraries that are known to some packages only. */
  private static final Map<String, List<String>> CONFINED =
      Map.of(
          "io.holdpoint.collector.search..",
          List.of("org.apache.lucene.."),
          "io.holdpoint.gateway.policy.cel..",
          List.of("dev.cel.."),
          "io.holdpoint.gateway.policy.sql..",
          List.of("net.sf.jsqlparser.."),
          "io.holdpoint.engine.esper..",
          List.of("com.espertech.."),
          "io.holdpoint..storage..",
          List.of(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "com.zaxxer..",
              "org.flywaydb..",
              "org.h2..",
              "org.postgresql.."),
          "io.holdpoint.gateway.http..",
          List.of("io.netty.."),
          "io.holdpoint.collector..",
          List.of("io.opentelemetry.proto.."),
          "io.holdpoint.server..",
          List.of("picocli.."));

  /** Types whose content can change, whatever their field says. */
  private static final Set<String> MUTABLE =
      Set.of(
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.LinkedHashMap",
          "java.util.TreeMap",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.CopyOnWriteArrayList",
          "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong",
          "java.util.concurrent.atomic.AtomicReference",
          "java.util.concurrent.atomic.LongAdder",
          "java.lang.StringBuilder");

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .importPaths(
                MODULES.stream()
                    .map(m -> Repository.root().resolve(m.folder()).resolve("target/classes"))
                    .toArray(Path[]::new));
  }

  @Test
  void classes_areReallyScanned() {
    for (Module module : MODULES) {
      assertThat(in(module).count())
          .as("classes of " + module.folder())
          .isGreaterThanOrEqualTo(module.classes());
    }
    Set<String> roots = Set.copyOf(MODULES.stream().map(Module::root).toList());
    assertThat(classes.stream().map(JavaClass::getPackageName))
        .allMatch(name -> roots.stream().anyMatch(root -> isIn(name, root)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "collector", "engine", "dashboard"})
  void module_dependsOnModelOnly(String module) {
    String[] others =
        Stream.of("gateway", "collector", "engine", "dashboard", "server", "samples")
            .filter(other -> !other.equals(module))
            .map(other -> "io.holdpoint." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("io.holdpoint." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(classes);
  }

  @Test
  void model_dependsOnNothingOfOurs() {
    DescribedPredicate<JavaClass> foreign =
        DescribedPredicate.not(
            resideInAnyPackage(
                "io.holdpoint.model..",
                "java..",
                "javax.crypto..",
                "org.jspecify..",
                "tools.jackson.core.."));
    noClasses()
        .that()
        .resideInAPackage("io.holdpoint.model..")
        .should()
        .dependOnClassesThat(foreign)
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("io.holdpoint.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
        .because("model does no I/O")
        .check(classes);
  }

  @Test
  void library_isKnownToItsPackagesOnly() {
    CONFINED.forEach(
        (knower, libraries) ->
            noClasses()
                .that()
                .resideOutsideOfPackage(knower)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries.toArray(String[]::new))
                .check(classes));
  }

  @Test
  void openTelemetry_isKnownToSpansAndOwnMetricsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.holdpoint.gateway.telemetry..", "io.holdpoint.server.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.opentelemetry.api..", "io.opentelemetry.sdk..", "io.opentelemetry.exporter..")
        .check(classes);
  }

  @Test
  void grpc_isKnownToReceiversAndTheControlChannelOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.holdpoint.collector..", "io.holdpoint.server.remote..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.grpc..")
        .check(classes);
  }

  @Test
  void httpServers_areKnownToTheirListenersOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.holdpoint.dashboard..", "io.holdpoint.collector.otlp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
        .check(classes);
  }

  @Test
  void sdk_ofMcpIsNotInTheProduct() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.modelcontextprotocol..")
        .because("the data path keeps bytes as they are")
        .check(classes);
  }

  @Test
  void packages_haveNoCycles() {
    slices()
        .matching("io.holdpoint.(**)")
        .should()
        .beFreeOfCycles()
        // A signal names the rule behind it; an assessment carries the signals it asks for.
        .ignoreDependency(
            name("io.holdpoint.model.verdict.Assessment"),
            resideInAnyPackage("io.holdpoint.model.signal"))
        // The type a module is started by puts the module's packages together.
        .ignoreDependency(name("io.holdpoint.dashboard.Dashboard"), DescribedPredicate.alwaysTrue())
        .because("a cycle of packages is one package")
        .check(classes);
  }

  @Test
  void state_isNeverStatic() {
    fields().that().areStatic().and(written()).should().beFinal().check(classes);
    noFields().that().areStatic().and(written()).should().haveRawType(mutable()).check(classes);
  }

  @Test
  void output_goesThroughTheTerminal() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
        classes.that(
            DescribedPredicate.describe(
                "are not the main class",
                c -> !c.getName().equals("io.holdpoint.server.Holdpoint"))));
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(classes);
  }

  @Test
  void exceptions_sayWhatTheyAre() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(classes);
  }

  @Test
  void dependencies_comeThroughConstructors() {
    NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(classes);
  }

  private static Stream<JavaClass> in(Module module) {
    return classes.stream().filter(c -> isIn(c.getPackageName(), module.root()));
  }

  private static boolean isIn(String name, String root) {
    return name.equals(root) || name.startsWith(root + ".");
  }

  private static DescribedPredicate<JavaField> written() {
    return DescribedPredicate.describe(
        "were written by a person",
        field ->
            !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                && field.getName().indexOf('$') < 0);
  }

  private static DescribedPredicate<JavaClass> mutable() {
    return DescribedPredicate.describe("can change", type -> MUTABLE.contains(type.getName()));
  }
}
