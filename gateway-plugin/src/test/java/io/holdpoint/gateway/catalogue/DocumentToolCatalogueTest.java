// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.catalogue.ListedTool.Hint;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentToolCatalogueTest {

  private static final DocumentToolCatalogue CATALOGUE =
      Documents.catalogue(
          """
          lists:
            secret: ["**/.env*", "**/secrets/**", "**/*.pem", "**/id_rsa*"]
          tools:
            - match: {upstream: "files", tool: [read_file, read_many]}
              effects: [read]
              when:
                - {argument: path, like: ["@secret"], labels: [secret]}
                - {argument: "*", like: "**/customers/**", labels: [private], effects: [memory-read]}
              arguments:
                path: {role: resource, show: true}
            - match: {tool: "read_*"}
              effects: [write]
          """);

  private static ToolRef read(String argumentsJson) {
    return CATALOGUE.resolve("files", "read_file", argumentsJson, null);
  }

  @Test
  void takes_the_first_entry_that_matches() {
    assertThat(read("{}").effects()).containsExactly(Effect.READ);
    assertThat(read("{}").known()).isTrue();
    assertThat(CATALOGUE.resolve("FILES", "READ_FILE", "", null).effects())
        .containsExactly(Effect.READ);
    assertThat(CATALOGUE.resolve("other", "read_file", "{}", null).effects())
        .containsExactly(Effect.WRITE);
  }

  @Test
  void takes_an_unknown_tool_for_capable_and_lets_hints_only_raise() {
    ToolRef unknown = CATALOGUE.resolve("files", "frobnicate", "{}", null);
    assertThat(unknown.known()).isFalse();
    assertThat(unknown.effects()).containsExactlyInAnyOrder(Effect.WRITE, Effect.EGRESS);
    assertThat(unknown.labels()).containsExactly(DataLabel.UNTRUSTED);
    ToolRef harmless =
        CATALOGUE.resolve(
            "files", "frobnicate", "{}", new ListedTool("x", "ab", Hint.YES, Hint.NO, Hint.NO));
    assertThat(harmless.effects()).isEqualTo(unknown.effects());
    assertThat(harmless.digest()).isEqualTo("ab");
    ListedTool destructive = new ListedTool("x", "ab", Hint.ABSENT, Hint.YES, Hint.YES);
    assertThat(CATALOGUE.resolve("files", "frobnicate", "{}", destructive).effects())
        .contains(Effect.DESTROY)
        .containsAll(unknown.effects());
    assertThat(CATALOGUE.resolve("files", "read_file", "{}", destructive).effects())
        .containsExactly(Effect.READ);
  }

  @Test
  void applies_every_condition_that_holds() {
    ToolRef both = read("{\"path\":\"customers/secrets/x\"}");
    assertThat(both.labels()).containsExactlyInAnyOrder(DataLabel.SECRET, DataLabel.PRIVATE);
    assertThat(both.effects()).containsExactlyInAnyOrder(Effect.READ, Effect.MEMORY_READ);
    assertThat(read("{\"path\":\"public/handbook.md\"}").labels()).isEmpty();
    assertThat(read("{\"note\":\"x/secrets/y\"}").labels()).isEmpty();
    assertThat(read("{\"note\":[{\"a\":\"x/customers/y\"}]}").labels())
        .containsExactly(DataLabel.PRIVATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env",
        "./.env",
        "/app/.env.local",
        "public/../.env",
        "public/..\\.env",
        "a//b///.env",
        "C:\\app\\.ENV",
        ".EnV",
        "%2eenv",
        "%252eenv",
        "public/%2e%2e/.env",
        "public%2F..%2f.env",
        "file:///app/.env",
        "FILE://localhost/app/%2Eenv",
        "https://host/x/.env?download=1",
        "key.pem?x=1",
        "key.pem#frag",
        "key.pem::$DATA",
        "key.pem. ",
        "key.pem%00.txt",
        "secrets/../public/x",
        "x/secrets/./y",
        "secrets%5cprod",
        "\uff0eenv",
        "~/.ssh/../id_rsa.bak",
      })
  void is_not_fooled_by_the_way_a_path_is_written(String path) {
    String json = "{\"path\":\"" + path.replace("\\", "\\\\") + "\"}";
    assertThat(read(json).labels()).as(json).contains(DataLabel.SECRET);
    assertThat(read(json.replace("\"path\"", "\"PATH\"")).labels()).contains(DataLabel.SECRET);
    assertThat(read("{\"path\":\"public\",\"path\":" + json.substring(8)).labels())
        .as("given twice")
        .contains(DataLabel.SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"environment", "my.environment", "pem", "secretsanta/x", "a.pemx", "public"})
  void leaves_a_path_that_only_looks_alike(String path) {
    assertThat(read("{\"path\":\"" + path + "\"}").labels()).isEmpty();
  }

  @Test
  void assumes_the_worst_of_arguments_it_cannot_read() {
    assertThat(read("{\"path\":").labels()).contains(DataLabel.SECRET);
    assertThat(read("[1]").labels()).contains(DataLabel.SECRET);
    String padded = "a/../".repeat(1000) + "x";
    assertThat(read("{\"path\":\"" + padded + "\"}").labels()).contains(DataLabel.SECRET);
  }

  @Test
  void makes_payloads_of_digest_size_and_masked_view() {
    ToolRef tool = read("{}");
    String json = "{\"path\":\"public/größe\",\"mode\":\"r\"}";
    Payload payload = CATALOGUE.arguments(tool, json);
    assertThat(payload.digest()).isEqualTo(Fixtures.DIGESTER.digest(json));
    assertThat(payload.sizeBytes()).isEqualTo(36);
    assertThat(payload.masked()).isEqualTo("{\"path\":\"public/größe\",\"mode\":\"▒ 1 chars\"}");
    assertThat(CATALOGUE.arguments(tool, "")).isEqualTo(Payload.NONE);
    assertThat(CATALOGUE.result(tool, "{\"path\":\"x\"}").masked())
        .isEqualTo("{\"▒ name 1\":\"▒ 1 chars\"}");
  }

  @Test
  void labels_a_result_by_its_content_too() {
    ToolRef tool = read("{\"path\":\"a/customers/b\"}");
    assertThat(CATALOGUE.resultLabels(tool, "{\"text\":\"hello\"}"))
        .containsExactly(DataLabel.PRIVATE);
    assertThat(CATALOGUE.resultLabels(tool, "{\"text\":\"" + SecretScanTest.AWS + "\"}"))
        .containsExactlyInAnyOrder(DataLabel.PRIVATE, DataLabel.SECRET);
  }

  @Test
  void reports_every_mistake_with_its_place() {
    List<Problem> problems = new ArrayList<>();
    DocumentToolCatalogue.read(
        Documents.parse(
            """
            tool: []
            tools:
              - match: {upstrem: x, tool: read}
                effects: [reed]
              - effects: [read]
                when:
                  - {argument: path, like: ["@nowhere"]}
                  - {like: ["**"], labels: [secret]}
                arguments: {path: {role: boss, show: maybe}}
            """),
        problems,
        Fixtures.DIGESTER);
    assertThat(problems)
        .extracting(Problem::toString)
        .anyMatch(p -> p.contains("catalogue.yaml:1:") && p.contains("tool: unknown key"))
        .anyMatch(p -> p.contains("catalogue.yaml:3:") && p.contains("upstrem: unknown key"))
        .anyMatch(p -> p.contains("catalogue.yaml:4:") && p.contains("got \"reed\""))
        .anyMatch(p -> p.contains("tools[1].") && p.contains("got no tool"))
        .anyMatch(p -> p.contains("got \"@nowhere\" (expected: a name under lists)"))
        .anyMatch(p -> p.contains("argument: got nothing"))
        .anyMatch(p -> p.contains("role: got \"boss\""))
        .anyMatch(p -> p.contains("show: got \"maybe\""));
  }
}
