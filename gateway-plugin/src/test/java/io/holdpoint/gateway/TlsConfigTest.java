// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.identity.CertificateName;
import io.holdpoint.gateway.testing.TestAuthority;
import io.holdpoint.gateway.testing.TestAuthority.Name;
import io.holdpoint.gateway.testing.TestIdentity;
import io.holdpoint.gateway.tls.TlsSettings;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with certificates and keys is told where they are named, before a start. */
final class TlsConfigTest {

  private static final Position HERE = new Position("test.yaml", 1, 1);

  private final TestAuthority authority = new TestAuthority("CN=Agents");
  private final TestIdentity own = authority.issue("CN=gateway", Name.loopback());
  private final List<Problem> problems = new ArrayList<>();
  private final Path folder;

  TlsConfigTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    own.write(folder.resolve("own.pem"), folder.resolve("own.key"));
    Files.writeString(folder.resolve("ca.pem"), TestIdentity.pem(authority.certificate()));
  }

  @Test
  void files_areFoundBesideTheConfiguration() throws Exception {
    GatewayConfig config =
        read(
            Map.of("certificate", "own.pem", "key", "own.key", "client-ca", "ca.pem"),
            Map.of("uri", List.of("spiffe://example.org/a", "spiffe://example.org/b")));

    assertThat(problems).isEmpty();
    assertThat(config.scheme()).isEqualTo("https");
    assertThat(config.tls().clientAuth()).isEqualTo(TlsSettings.ClientAuth.REQUIRED);
    assertThat(config.credentials().getFirst().token()).isEmpty();
    assertThat(config.credentials().getFirst().certificates())
        .containsExactly(
            CertificateName.of(CertificateName.Kind.URI, "spiffe://example.org/a"),
            CertificateName.of(CertificateName.Kind.URI, "spiffe://example.org/b"));

    own.write(folder.resolve("own.p12"), "s3cret-password");
    config = read(Map.of("keystore", "own.p12", "password", "s3cret-password"), null);
    assertThat(problems).isEmpty();
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void everythingWrong_isNamed_andNothingOfAKeyIsShown() throws Exception {
    TestIdentity other = authority.issue("CN=other");
    other.write(folder.resolve("other.pem"), folder.resolve("other.key"));
    TestIdentity over =
        authority.issue("CN=over", Instant.now().minusSeconds(9000), Duration.ofHours(1));
    over.write(folder.resolve("over.pem"), folder.resolve("over.key"));
    own.write(folder.resolve("own.p12"), "right-password");
    Files.writeString(
        folder.resolve("old.key"),
        "-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n-----END EC PRIVATE KEY-----\n");

    wrong("own.pem: cannot be read", Map.of("certificate", "no/own.pem", "key", "own.key"));
    wrong("got no certificates", Map.of("certificate", "own.key", "key", "own.key"));
    wrong("openssl pkcs8", Map.of("certificate", "own.pem", "key", "old.key"));
    wrong("not the key's", Map.of("certificate", "own.pem", "key", "other.key"));
    wrong("ended at", Map.of("certificate", "over.pem", "key", "over.key"));
    wrong("half of a pair", Map.of("certificate", "own.pem"));
    wrong("got nothing", Map.of("client-ca", "ca.pem"));
    wrong("its password", Map.of("keystore", "own.p12", "password", "wrong-password"));
    wrong("got none", Map.of("keystore", "own.p12"));
    wrong(
        "ca.pem: cannot be read",
        Map.of("certificate", "own.pem", "key", "own.key", "client-ca", "no/ca.pem"));
    wrong(
        "without client-ca",
        Map.of("certificate", "own.pem", "key", "own.key", "client-auth", "required"));
    wrong(
        "no revocation list",
        Map.of("certificate", "own.pem", "key", "own.key", "client-ca", "ca.pem", "crl", "ca.pem"));
    wrong("unknown key", Map.of("certificate", "own.pem", "key", "own.key", "cert", "x"));
  }

  @Test
  void namesOfCertificates_areChecked() throws Exception {
    Map<String, Object> tls = Map.of("certificate", "own.pem", "key", "own.key");
    Map<String, Object> asking =
        Map.of("certificate", "own.pem", "key", "own.key", "client-ca", "ca.pem");

    wrong("where none is asked for", tls, Map.of("dns", "a.example"));
    wrong("expected: a whole URI", asking, Map.of("uri", "agents/a"));
    wrong("expected: a DNS name", asking, Map.of("dns", "*.example"));
    wrong("expected: a distinguished name", asking, Map.of("subject", "a"));
    wrong("64 hexadecimal digits", asking, Map.of("sha256", "ab:cd"));
    wrong("got 2 kinds", asking, Map.of("dns", "a.example", "uri", "x://y"));
    wrong("got 0 kinds", asking, Map.of());
  }

  private void wrong(String what, Map<String, Object> tls) throws IOException {
    wrong(what, tls, null);
  }

  private void wrong(
      String what,
      Map<String, Object> tls,
      @org.jspecify.annotations.Nullable Map<String, Object> name) {
    problems.clear();
    read(tls, name);
    assertThat(problems)
        .extracting(Problem::message)
        .as(what)
        .anyMatch(message -> message.contains(what))
        .noneMatch(message -> message.contains("password\"") || message.contains("c2VjcmV0"));
    problems.clear();
  }

  private GatewayConfig read(
      Map<String, Object> tls, @org.jspecify.annotations.Nullable Map<String, Object> name) {
    Map<String, Object> section = new LinkedHashMap<>(Map.of("tls", tls));
    if (name != null) {
      section.put("credentials", List.of(Map.of("name", "scout", "certificate", name)));
    }
    return GatewayConfig.read(DocumentReader.of(node(section), problems), folder::resolve);
  }

  private static DocumentNode node(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        LinkedHashMap<String, DocumentNode> members = new LinkedHashMap<>();
        map.forEach((key, member) -> members.put(key.toString(), node(member)));
        yield new DocumentNode.Mapping(HERE, members);
      }
      case List<?> list ->
          new DocumentNode.Sequence(HERE, list.stream().map(TlsConfigTest::node).toList());
      default -> new DocumentNode.Scalar(HERE, value.toString(), false);
    };
  }
}
