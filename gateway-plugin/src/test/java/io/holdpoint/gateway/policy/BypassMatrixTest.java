// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.catalogue.Documents;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.policy.cel.Condition;
import io.holdpoint.gateway.policy.cel.Facts;
import io.holdpoint.gateway.policy.cel.JsonValues;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.gateway.policy.shell.ShellCommand;
import io.holdpoint.gateway.policy.shell.ShellReading;
import io.holdpoint.gateway.policy.sql.SqlReading;
import io.holdpoint.gateway.policy.sql.SqlStatement;
import io.holdpoint.model.document.DocumentNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every way around a policy that {@code bypass.yaml} knows. */
final class BypassMatrixTest {

  private static final DocumentNode.Mapping MATRIX = read();
  private static final PolicyLanguage LANGUAGE = new PolicyLanguage();

  @TestFactory
  Stream<DynamicTest> sql_isSeenForWhatItDoes() {
    return rows("sql").map(row -> DynamicTest.dynamicTest(text(row, "name"), () -> does(row)));
  }

  @TestFactory
  Stream<DynamicTest> sql_thatDoesNoHarmIsNotRisky() {
    return texts("harmless-sql")
        .map(
            sql ->
                DynamicTest.dynamicTest(
                    sql,
                    () ->
                        assertThat(holds("!sql.statements(args.text).exists(s, s.risky)", sql))
                            .isTrue()));
  }

  @TestFactory
  Stream<DynamicTest> shell_isSeenForWhatItRuns() {
    return rows("shell").map(row -> DynamicTest.dynamicTest(text(row, "name"), () -> runs(row)));
  }

  @TestFactory
  Stream<DynamicTest> shell_thatDoesNoHarmRunsNoRm() {
    return texts("harmless-shell")
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text,
                    () ->
                        assertThat(ShellReading.of(text).commands())
                            .noneMatch(c -> c.name().equals("rm") || c.unclear())));
  }

  @TestFactory
  Stream<DynamicTest> text_isSeenThroughItsDisguise() {
    return rows("texts")
        .map(
            row ->
                DynamicTest.dynamicTest(
                    text(row, "name"),
                    () -> {
                      String json =
                          row.members().containsKey("json")
                              ? text(row, "json")
                              : "{\"text\":" + Json.quote(text(row, "text")) + "}";
                      assertThat(
                              answer(
                                  "meanings(args).exists(t, t.contains(\"confidential\"))", json))
                          .isInstanceOf(Condition.Answer.Yes.class);
                    }));
  }

  private static void does(DocumentNode.Mapping row) {
    List<SqlStatement> statements = SqlReading.of(text(row, "text")).statements();
    String act = text(row, "does");
    assertThat(statements)
        .as("%s", statements)
        .anyMatch(
            s ->
                act.equals("unparsable")
                    ? s.unparsable()
                    : s.does(SqlStatement.Act.valueOf(act.toUpperCase(Locale.ROOT))));
  }

  private static void runs(DocumentNode.Mapping row) {
    List<ShellCommand> commands = ShellReading.of(text(row, "text")).commands();
    String name = text(row, "runs");
    assertThat(commands)
        .as("%s", commands)
        .anyMatch(c -> name.equals("unclear") ? c.unclear() : c.name().equals(name));
  }

  private static boolean holds(String condition, String text) {
    return answer(condition, "{\"text\":" + Json.quote(text) + "}") instanceof Condition.Answer.Yes;
  }

  private static Condition.Answer answer(String condition, String json) {
    Condition compiled = Objects.requireNonNull(LANGUAGE.condition(condition).condition());
    return compiled.holds(new Facts(name -> name.equals("args") ? JsonValues.of(json) : null));
  }

  private static Stream<DocumentNode.Mapping> rows(String key) {
    return items(key).map(DocumentNode.Mapping.class::cast);
  }

  private static Stream<String> texts(String key) {
    return items(key).map(item -> ((DocumentNode.Scalar) item).text());
  }

  private static Stream<DocumentNode> items(String key) {
    DocumentNode list = Objects.requireNonNull(MATRIX.members().get(key));
    return ((DocumentNode.Sequence) list).items().stream();
  }

  private static String text(DocumentNode.Mapping row, String key) {
    return ((DocumentNode.Scalar) Objects.requireNonNull(row.members().get(key))).text();
  }

  private static DocumentNode.Mapping read() {
    try (InputStream in = BypassMatrixTest.class.getResourceAsStream("bypass.yaml")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return (DocumentNode.Mapping) Documents.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
