// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.step.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class DocumentReaderTest {

  private final List<Problem> problems = new ArrayList<>();

  private static Position at(int line) {
    return new Position("test.yaml", line, 1);
  }

  private static DocumentNode text(int line, String text) {
    return new DocumentNode.Scalar(at(line), text, false);
  }

  private static DocumentNode list(int line, DocumentNode... items) {
    return new DocumentNode.Sequence(at(line), List.of(items));
  }

  private static DocumentNode members(int line, Object... namesAndNodes) {
    SequencedMap<String, DocumentNode> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndNodes.length; i += 2) {
      members.put((String) namesAndNodes[i], (DocumentNode) namesAndNodes[i + 1]);
    }
    return new DocumentNode.Mapping(at(line), members);
  }

  private DocumentReader reader(Object... namesAndNodes) {
    return DocumentReader.of(members(1, namesAndNodes), problems);
  }

  private List<String> told() {
    return problems.stream().map(Problem::toString).toList();
  }

  @Test
  void reads_values_and_falls_back_where_there_are_none() {
    DocumentReader reader =
        reader(
            "name", text(2, "gw"),
            "port", text(3, "7420"),
            "on", text(4, "true"),
            "wait", text(5, "250ms"),
            "size", text(6, "16MB"),
            "effect", text(7, "memory-read"),
            "effects", list(8, text(8, "read"), text(8, "exec")),
            "empty", new DocumentNode.Scalar(at(9), "", true));
    assertThat(reader.requiredText("name")).isEqualTo("gw");
    assertThat(reader.integer("port", 1, 0, 65535)).isEqualTo(7420);
    assertThat(reader.flag("on", false)).isTrue();
    assertThat(reader.duration("wait", Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
    assertThat(reader.bytes("size", 0)).isEqualTo(16L << 20);
    assertThat(reader.choice("effect", Effect.class, Effect.READ)).isEqualTo(Effect.MEMORY_READ);
    assertThat(reader.choices("effects", Effect.class)).containsExactly(Effect.READ, Effect.EXEC);
    assertThat(reader.text("empty", "fallback")).isEqualTo("fallback");
    assertThat(reader.integer("absent", 5, 0, 9)).isEqualTo(5);
    assertThat(reader.texts("absent")).isEmpty();
    assertThat(reader.texts("name")).containsExactly("gw");
    assertThat(reader.section("absent").has("x")).isFalse();
    reader.finish();
    assertThat(problems).isEmpty();
  }

  @Test
  void tells_all_problems_at_once_with_place_and_rule() {
    DocumentReader reader =
        reader(
            "name", text(2, " "),
            "port", text(3, "70000"),
            "on", text(4, "yes"),
            "wait", text(5, "5 minutes"),
            "size", text(6, "-1"),
            "effect", text(7, "reed"),
            "list", text(8, "x"),
            "section", text(9, "x"),
            "text", list(10),
            "unknwon", text(11, "x"));
    reader.requiredText("name");
    reader.requiredText("missing");
    assertThat(reader.integer("port", 7420, 0, 65535)).isEqualTo(7420);
    assertThat(reader.flag("on", false)).isFalse();
    assertThat(reader.duration("wait", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    reader.bytes("size", 0);
    reader.choice("effect", Effect.class, Effect.READ);
    reader.sections("list", item -> item);
    reader.section("section").finish();
    reader.text("text", "");
    reader.finish();
    assertThat(told())
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .isEqualTo("test.yaml:2:1: name: got \"\" (expected: a non-blank text)"),
            p -> assertThat(p).isEqualTo("test.yaml:1:1: missing: got nothing (expected: a text)"),
            p ->
                assertThat(p)
                    .isEqualTo("test.yaml:3:1: port: got \"70000\" (expected: 0 to 65535)"),
            p -> assertThat(p).startsWith("test.yaml:4:1: on: got \"yes\""),
            p -> assertThat(p).startsWith("test.yaml:5:1: wait: got \"5 minutes\""),
            p -> assertThat(p).startsWith("test.yaml:6:1: size: got \"-1\""),
            p ->
                assertThat(p)
                    .startsWith("test.yaml:7:1: effect: got \"reed\" (expected: one of read, "),
            p -> assertThat(p).startsWith("test.yaml:8:1: list: got no list"),
            p -> assertThat(p).startsWith("test.yaml:9:1: section: got a value"),
            p -> assertThat(p).startsWith("test.yaml:10:1: text: got a list or members"),
            p ->
                assertThat(p)
                    .startsWith("test.yaml:11:1: unknwon: unknown key (expected: one of effect, "));
    assertThat(new DocumentException(problems))
        .hasMessageContaining("name: got")
        .hasMessageContaining("unknwon");
  }

  @Test
  void names_the_path_of_what_is_wrong_further_in() {
    DocumentReader reader =
        reader(
            "rules",
            list(2, members(3, "id", text(3, "a")), text(4, "x"), members(5, "idd", text(5, "b"))),
            "upstreams",
            members(6, "files", members(7, "port", text(7, "x"))));
    reader.sections("rules", item -> item.text("id", ""));
    reader.entries("upstreams", item -> item.integer("port", 1, 0, 9));
    reader.finish();
    assertThat(told())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("test.yaml:4:1: rules[1].").contains("expected: members"),
            p -> assertThat(p).startsWith("test.yaml:5:1: rules[2].idd: unknown key"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "test.yaml:7:1: upstreams.files.port: got \"x\" (expected: 0 to 9)"));
  }

  @Test
  void takes_an_empty_document_for_no_members_and_refuses_others() {
    DocumentReader.of(new DocumentNode.Scalar(at(1), "", true), problems).finish();
    assertThat(problems).isEmpty();
    DocumentReader.of(text(1, "x"), problems).finish();
    DocumentReader.of(list(1), problems).finish();
    assertThat(told())
        .containsExactly(
            "test.yaml:1:1: document: got a value (expected: members)",
            "test.yaml:1:1: document: got a list (expected: members)");
  }
}
