// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ServerConfigTest {

  private static final String UNKNOWN = "zz-unknown";
  private static final Pattern ASKED =
      Pattern.compile(
          "(.*)" + UNKNOWN + ": unknown key \\(expected: one of (.*)\\)", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void file_isReadWithVariablesAndPathsOfItsFolder() throws IOException {
    Path file =
        write(
            """
            data-dir: state
            catalogue: [tools.yaml, "${env:MORE:-/etc/more.yaml}"]
            gateway:
              listen: 127.0.0.1:${env:PORT}
              upstreams:
                - {name: files, url: "http://127.0.0.1:9000/mcp"}
            engine:
              rules: rules
              compile: apart
              drift-false-alarms: 3
            """);

    ServerConfig config = ServerConfig.load(file, Map.of("PORT", "8420"));

    assertThat(config.dataDir()).isEqualTo(folder.resolve("state"));
    assertThat(config.gateway().listen().port()).isEqualTo(8420);
    assertThat(config.gateway().upstreams()).singleElement().extracting("name").isEqualTo("files");
    assertThat(config.catalogues())
        .containsExactly(folder.resolve("tools.yaml"), Path.of("/etc/more.yaml"));
    assertThat(config.engine().rules()).containsExactly(folder.resolve("rules"));
    assertThat(config.engine().compile()).isEqualTo(Compiling.Place.APART);
    assertThat(config.engine().drift().falseAlarms()).isEqualTo(3);
    assertThat(config.engine().compileCache()).isEqualTo(folder.resolve("state/compiled-rules"));
    assertThat(config.collector().folder()).isEqualTo(folder.resolve("state/telemetry"));
    assertThat(config.control().port()).isEqualTo(7421);
  }

  @Test
  void everyProblem_isToldAtOnceWithItsPlace() throws IOException {
    Path file =
        write(
            """
            gateway:
              listen: nowhere
              upstreams:
                - {name: "no good!", url: "ftp://x"}
            colector: {}
            engine:
              shards: 0
            control:
              listen: 127.0.0.1:99999
            """);

    assertThatThrownBy(() -> ServerConfig.load(file, Map.of()))
        .asInstanceOf(type(DocumentException.class))
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSize(6);
              assertThat(e.getMessage())
                  .contains("holdpoint.yaml:2:11: gateway.listen: got \"nowhere\"")
                  .contains("holdpoint.yaml:5:11: colector: unknown key")
                  .contains("holdpoint.yaml:7:11: engine.shards: got \"0\" (expected: 1 to 64)");
            });
  }

  @Test
  void missingFile_isAProblemOfThatFile() {
    assertThatThrownBy(() -> ServerConfig.load(folder.resolve("none.yaml"), Map.of()))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("none.yaml:1:1: file: got no such file");
  }

  @Test
  void secret_isNotShownInAProblem() throws IOException {
    Path file =
        write(
            """
            gateway:
              credentials:
                - {name: a, token: tr0ub4dor}
            """);

    assertThatThrownBy(() -> ServerConfig.load(file, Map.of()))
        .hasMessageContaining("got 9 characters")
        .hasMessageNotContaining("tr0ub4dor");
  }

  @Test
  void defaults_areOnLoopbackAndHaveNoUpstream() {
    ServerConfig config = ServerConfig.defaults(folder);

    assertThat(config.dataDir()).isEqualTo(folder.resolve("data"));
    assertThat(config.gateway().listen().isLoopback()).isTrue();
    assertThat(config.gateway().upstreams()).isEmpty();
  }

  /** Every reader says which keys it asked for when it meets an unknown one. */
  @Test
  void schema_knowsExactlyTheKeysThatAreRead() {
    JsonNode schema = JsonMapper.builder().build().readTree(ConfigSchema.text());
    Map<String, Set<String>> described = new TreeMap<>();
    String document = withUnknownKeys(schema, "", described);

    assertThat(described).hasSizeGreaterThan(6);
    assertThatThrownBy(() -> ServerConfig.parse("f", document, folder))
        .asInstanceOf(type(DocumentException.class))
        .satisfies(e -> assertThat(asked(e.problems())).isEqualTo(described));
  }

  /** Flow-style YAML with an unknown key in each place the schema describes. */
  private static String withUnknownKeys(
      JsonNode schema, String path, Map<String, Set<String>> described) {
    Set<String> keys = new TreeSet<>();
    StringBuilder document = new StringBuilder("{").append(UNKNOWN).append(": 1");
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              keys.add(property.getKey());
              JsonNode value = property.getValue();
              JsonNode item = value.path("items");
              String at = path + property.getKey();
              if (value.has("properties")) {
                document.append(", ").append(property.getKey()).append(": ");
                document.append(withUnknownKeys(value, at + ".", described));
              } else if (item.has("properties")) {
                document.append(", ").append(property.getKey()).append(": [");
                document.append(withUnknownKeys(item, at + "[0].", described)).append("]");
              }
            });
    described.put(path, keys);
    return document.append("}").toString();
  }

  private static Map<String, Set<String>> asked(List<Problem> problems) {
    Map<String, Set<String>> asked = new TreeMap<>();
    for (Problem problem : problems) {
      Matcher unknown = ASKED.matcher(problem.message());
      if (unknown.matches()) {
        asked.put(unknown.group(1), new TreeSet<>(List.of(unknown.group(2).split(", "))));
      }
    }
    return asked;
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("holdpoint.yaml"), yaml);
  }
}
