// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.policy.Policy;
import io.holdpoint.gateway.policy.PolicyReader;
import io.holdpoint.gateway.policy.PolicyTests;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.config.PolicyFiles;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every configuration in this module is one that Holdpoint takes. */
class SampleConfigsTest {

  private static final Path QUICKSTART = Path.of("config/quickstart.yaml");
  private static final PayloadDigester DIGESTER =
      new PayloadDigester("sample-configs-test".getBytes(StandardCharsets.US_ASCII));

  @TempDir Path folder;

  @Test
  void quickstart_withToken_isTaken() {
    ServerConfig config = ServerConfig.load(QUICKSTART, Map.of("AGENT_TOKEN", "0123456789abcdef"));
    assertThat(config.gateway().upstreams())
        .singleElement()
        .satisfies(u -> assertThat(u.url()).contains(URI.create("http://127.0.0.1:3000/mcp")));
    assertThat(config.gateway().credentials()).hasSize(1);
  }

  @Test
  void policySample_doesWhatItsCasesSay() {
    ServerConfig config = ServerConfig.load(Path.of("config/policy/holdpoint.yaml"), Map.of());
    Policy policy =
        new PolicyReader(new PolicyLanguage())
            .read(new PolicyFiles(config.gateway().policy()).read());
    ToolCatalogue catalogue = Catalogues.read(config.catalogues(), DIGESTER);
    assertThat(PolicyTests.run(policy, catalogue, Instant.parse("2026-11-22T09:00:00Z")))
        .hasSizeGreaterThan(10)
        .allSatisfy(outcome -> assertThat(outcome.problem()).as(outcome.name()).isEmpty());
    assertThat(PolicyTests.untested(policy))
        .containsExactly("hp.one-tool-too-often", "hp.too-many-calls");
  }

  @Test
  void quickstart_withoutToken_isRefused() {
    assertThatThrownBy(() -> ServerConfig.load(QUICKSTART, Map.of()))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("AGENT_TOKEN");
  }

  @Test
  void benchmark_filledIn_isTaken() throws IOException {
    String text =
        Files.readString(Path.of("benchmarks/holdpoint.yaml"))
            .replaceAll("@(PORT|CONTROL|GRPC|HTTP|STUB)@", "9")
            .replace("@TOKEN@", "0123456789abcdef")
            .replace("@WORK@", folder.toString())
            .replace(
                "@CATALOGUE@", Path.of("benchmarks/catalogue.yaml").toAbsolutePath().toString());
    ServerConfig config =
        ServerConfig.load(Files.writeString(folder.resolve("load.yaml"), text), Map.of());
    assertThat(Catalogues.read(config.catalogues(), DIGESTER).resolve("stub", "echo", "{}", null))
        .satisfies(tool -> assertThat(tool.effects()).containsExactly(Effect.READ));
  }

  @Test
  void demo_configuration_isTaken() throws IOException {
    Path file =
        new DemoConfiguration(
                folder.resolve("it's data"),
                DemoPorts.AUTO,
                Map.of("files", URI.create("http://127.0.0.1:9/mcp")),
                Map.of("report-agent", "0123456789abcdef"))
            .writeTo(folder);
    ServerConfig config = ServerConfig.load(file, Map.of());
    assertThat(config.dataDir()).isEqualTo(folder.resolve("it's data"));
    assertThat(config.catalogues()).containsExactly(folder.resolve("demo-catalogue.yaml"));
    assertThat(config.gateway().listen().port()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "files, list_directory, ., DISCOVER, ",
    "files, read_file, public/handbook.md, READ, ",
    "files, read_file, secrets/prod.env, READ, SECRET",
    "files, read_file, ./public/../secrets/prod.env, READ, SECRET",
    "files, search_files, public, READ, ",
    "files, search_files, ., READ, SECRET",
    "files, search_files, secrets, READ, SECRET",
    "files, write_file, reports/a.md, WRITE, ",
    "outbox, send_email, , EGRESS, ",
    "outbox, list_outbox, , READ, ",
    "crm, find_customer, , READ, PRIVATE",
    "crm, get_customer, , READ, PRIVATE",
    "crm, list_open_tickets, , READ, PRIVATE",
    "crm, add_note, , WRITE, "
  })
  void demoCatalogue_knowsEverySampleTool(
      String server, String tool, @Nullable String path, Effect effect, @Nullable DataLabel label) {
    ToolCatalogue catalogue =
        Catalogues.read(List.of(Path.of("config/demo-catalogue.yaml")), DIGESTER);
    String arguments = path == null ? "{}" : "{\"path\":\"" + path + "\"}";
    ToolRef found = catalogue.resolve(server, tool, arguments, null);
    assertThat(found.known()).isTrue();
    assertThat(found.effects()).containsExactly(effect);
    assertThat(found.labels()).isEqualTo(label == null ? Set.of() : Set.of(label));
  }
}
