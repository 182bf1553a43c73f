// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.collector.otlp.ReceptionSettings;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.tls.TlsFiles;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CollectorConfigTest {

  private static final Position AT = new Position("holdpoint.yaml", 3, 5);
  private static final Path FOLDER = Path.of("telemetry");

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void listens_on_the_usual_loopback_ports_by_default() {
    CollectorConfig config = read(mapping());

    assertThat(problems).isEmpty();
    assertThat(config.grpcListen().getHostString()).isEqualTo("127.0.0.1");
    assertThat(config.grpcListen().getPort()).isEqualTo(4317);
    assertThat(config.httpListen().getPort()).isEqualTo(4318);
    assertThat(config.maxRequest()).isEqualTo(64 << 20);
    assertThat(config.projectorShare()).isEqualTo(33);
    assertThat(config.sources()).isEmpty();
    assertThat(config.folder()).isEqualTo(FOLDER);
  }

  @Test
  void reads_every_key() {
    CollectorConfig config =
        read(
            mapping(
                "grpc-listen", text("[::1]:0"),
                "http-listen", text("localhost:9999"),
                "max-request", text("8MB"),
                "retention", text("1GB"),
                "max-backlog", text("2GB"),
                "projector-share", text("50"),
                "anonymous-rate", text("1MB"),
                "connection-idle", text("5s"),
                "connection-age", text("1m"),
                "cors-origins", text("https://agents.example"),
                "tls",
                    mapping(
                        "certificate", text("own.pem"),
                        "key", text("own.key"),
                        "client-authority", text("ca.pem")),
                "sources",
                    sources(
                        mapping(
                            "name", text("crew"),
                            "token", text("t".repeat(16)),
                            "tenant", text("acme"),
                            "principals", text("billing"),
                            "rate", text("1KB"))),
                "forward",
                    mapping(
                        "endpoint", text("https://backend.example:4318"),
                        "headers",
                            sources(mapping("name", text("x-key"), "value", text("s3cret"))))));

    assertThat(problems).isEmpty();
    assertThat(config.grpcListen().getHostString()).isEqualTo("::1");
    assertThat(config.httpListen().getPort()).isEqualTo(9999);
    assertThat(config.maxRequest()).isEqualTo(8 << 20);
    assertThat(config.log().retained()).isEqualTo(1L << 30);
    assertThat(config.log().backlog()).isEqualTo(2L << 30);
    assertThat(config.projectorShare()).isEqualTo(50);
    assertThat(config.forward().orElseThrow().headers())
        .containsExactly(Map.entry("x-key", "s3cret"));
    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(config.sources())
        .containsExactly(
            new RegisteredSource(
                "t".repeat(16),
                1024,
                new Source("crew", Trust.FRAMEWORK, "acme", List.of("billing"))));
    assertThat(config.reception())
        .isEqualTo(
            new ReceptionSettings(
                new TlsFiles(Path.of("own.pem"), Path.of("own.key"), Path.of("ca.pem")),
                List.of("https://agents.example"),
                1 << 20,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1)));
  }

  @Test
  void names_every_problem_at_once_and_no_token() {
    CollectorConfig config =
        read(
            mapping(
                "grpc-listen", text("4317"),
                "http-listen", text("127.0.0.1:70000"),
                "max-request", text("2GB"),
                "colour", text("red"),
                "sources",
                    sources(
                        source("a/b", "hunter2", "none"),
                        source("crew", "hunter2-hunter2-hunter2", "gateway"),
                        source("crew", "hunter2-hunter2-hunter2", "gateway"))));

    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly(
            "sources[0].name: got \"a/b\" (expected: 1 to 64 of A-Z a-z 0-9 . _ -)",
            "sources[0].token: got 7 characters (expected: at least 16)",
            "sources[0].trust: got \"none\" (expected: gateway or framework)",
            "sources: got \"crew\" twice (expected: distinct names)",
            "sources: got the token of crew twice (expected: distinct tokens)",
            "grpc-listen: got \"4317\" (expected: host:port, such as 127.0.0.1:4317)",
            "http-listen: got \"127.0.0.1:70000\" (expected: host:port, such as 127.0.0.1:4318)",
            "max-request: got 2147483648 bytes (expected: 1024 to 1073741824)",
            "colour: unknown key (expected: one of anonymous-rate, connection-age, connection-idle,"
                + " content, cors-origins, forward, grpc-listen, http-listen, max-backlog,"
                + " max-request, projector-share, retention, sources)");
    assertThat(problems.toString() + config).doesNotContain("hunter2");
  }

  /** What is so if nothing is said. */
  static CollectorConfig defaults() {
    return new CollectorConfigTest().read(mapping());
  }

  @Test
  void names_what_is_wrong_with_connections() {
    read(
        mapping(
            "cors-origins", text("page.example"),
            "connection-idle", text("5ms"),
            "tls", mapping("key", text("k.pem")),
            "sources",
                sources(
                    mapping(
                        "name", text("crew"),
                        "token", text("t".repeat(16)),
                        "tenant", text("a/b")))));

    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly(
            "sources[0].tenant: got \"a/b\" (expected: 1 to 64 of A-Z a-z 0-9 . _ -)",
            "tls.certificate: got nothing (expected: a text)",
            "cors-origins: got \"page.example\" (expected: * or an origin, such as"
                + " https://agents.example)",
            "connection-idle: got 5 ms (expected: at least 1s)");
  }

  private CollectorConfig read(DocumentNode.Mapping document) {
    DocumentReader reader = DocumentReader.of(document, problems);
    CollectorConfig config = CollectorConfig.read(reader, FOLDER);
    reader.finish();
    return config;
  }

  private static DocumentNode.Mapping mapping(Object... keysAndNodes) {
    LinkedHashMap<String, DocumentNode> members = new LinkedHashMap<>();
    for (int i = 0; i < keysAndNodes.length; i += 2) {
      members.put((String) keysAndNodes[i], (DocumentNode) keysAndNodes[i + 1]);
    }
    return new DocumentNode.Mapping(AT, members);
  }

  private static DocumentNode text(String text) {
    return new DocumentNode.Scalar(AT, text, false);
  }

  private static DocumentNode sources(DocumentNode... items) {
    return new DocumentNode.Sequence(AT, List.of(items));
  }

  private static DocumentNode source(String name, String token, String trust) {
    return mapping("name", text(name), "token", text(token), "trust", text(trust));
  }
}
