// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.credential.ExchangeGrant;
import io.holdpoint.gateway.credential.OAuthGrant;
import io.holdpoint.gateway.credential.OnApproval;
import io.holdpoint.gateway.credential.ReferredSecret;
import io.holdpoint.gateway.credential.RefreshGrant;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.port.Journal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatewayConfigTest {

  private static final Position HERE = new Position("holdpoint.yaml", 1, 1);
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void hasSafeDefaults() {
    GatewayConfig config = read(Map.of());

    assertThat(config.listen()).hasToString("127.0.0.1:7420");
    assertThat(config.source()).isEqualTo("gw-1");
    assertThat(config.anonymous()).isTrue();
    assertThat(config.maxBody()).isEqualTo(16 * 1024 * 1024);
    assertThat(config.holdLimit()).isEqualTo(Duration.ofSeconds(50));
    assertThat(config.idleGap()).isEqualTo(Duration.ofMinutes(30));
    assertThat(config.durability()).isEqualTo(Journal.Durability.DISK);
    assertThat(config.eventLoops()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(problems).isEmpty();
  }

  @Test
  void deniesAnonymous_whenOthersCanReachIt() {
    assertThat(read(Map.of("listen", "0.0.0.0:7420")).anonymous()).isFalse();
    assertThat(read(Map.of("listen", "[::1]:0")).anonymous()).isTrue();
  }

  @Test
  void readsUpstreamsAndCredentials_andShowsNoToken() {
    GatewayConfig config =
        read(
            Map.of(
                "upstreams",
                List.of(Map.of("name", "files", "url", "https://files.example/mcp?x=1")),
                "credentials",
                List.of(Map.of("name", "k", "kind", "shared", "token", "0123456789abcdef"))));

    assertThat(config.upstreams().getFirst().url().orElseThrow())
        .hasToString("https://files.example/mcp?x=1");
    assertThat(config.credentials().getFirst().subject()).isEqualTo("k");
    assertThat(config.credentials().getFirst().kind()).isEqualTo(PrincipalKind.SHARED);
    assertThat(config.toString()).doesNotContain("0123456789abcdef");
    assertThat(problems).isEmpty();
  }

  @Test
  void readsCredentialsTowardsUpstreams_andShowsNoSecret() {
    Map<String, Object> grant =
        Map.of(
            "issuer",
            "https://login.example",
            "client-id",
            "gateway",
            "client-secret",
            "hush-hush-1",
            "client-auth",
            "post");
    Map<String, Object> keystore =
        Map.of("file", "keys.p12", "alias", "k", "password", Map.of("file", "opener"));
    GatewayConfig config =
        read(
            Map.of(
                "upstreams",
                List.of(
                    server("a", Map.of("oauth", grant)),
                    server("b", Map.of("command", List.of("vault", "hush-hush-2"))),
                    server("c", Map.of("header", "x-api-key", "keystore", keystore)))));

    assertThat(problems).isEmpty();
    assertThat(config.upstreamSecrets().get("a")).isInstanceOf(OAuthGrant.class);
    assertThat(config.upstreamSecrets().get("b")).isInstanceOf(ReferredSecret.class);
    assertThat(config.upstreamSecrets().toString()).contains("x-api-key", "keys.p12");
    assertThat(config.toString()).doesNotContain("hush-hush");
  }

  @Test
  void refusesCredentialsThatCannotBe() {
    read(
        Map.of(
            "upstreams",
            List.of(
                server("a", Map.of("value", "hush-hush", "command", List.of("x"))),
                server("b", Map.of("oauth", Map.of("client-secret", "hush-hush", "colour", "red"))),
                server(
                    "c",
                    Map.of(
                        "oauth",
                        Map.of(
                            "token-url",
                            "http://login.example/token?hush-hush",
                            "client-id",
                            "g",
                            "client-secret",
                            Map.of("file", "a", "command", List.of("x"))))))));

    assertThat(problems)
        .extracting(Problem::message)
        .anyMatch(m -> m.startsWith("upstreams[0].credential.value: got value and command"))
        .anyMatch(m -> m.startsWith("upstreams[1].credential.oauth.client-id: got nothing"))
        .anyMatch(m -> m.startsWith("upstreams[1].credential.oauth.colour: unknown key"))
        .anyMatch(m -> m.startsWith("upstreams[1].credential.oauth.token-url: got neither"))
        .anyMatch(m -> m.startsWith("upstreams[2].credential.oauth.token-url: got no usable URL"))
        .anyMatch(m -> m.startsWith("upstreams[2].credential.oauth.client-secret: got none or"))
        .noneMatch(m -> m.contains("hush"));
  }

  @Test
  void readsGrantsOfTokens_andCredentialsOfApprovedCalls() {
    Map<String, Object> client = Map.of("issuer", "https://login.example", "client-id", "gateway");
    Map<String, Object> refresh =
        and(
            client,
            Map.of(
                "grant", "refresh-token", "client-auth", "none", "refresh-token", "hush-hush-3"));
    Map<String, Object> exchange =
        and(
            client,
            Map.of(
                "grant",
                "token-exchange",
                "client-secret",
                "hush-hush-4",
                "audience",
                "files-api",
                "actor",
                "own-token",
                "without-token",
                "own-token"));
    Map<String, Object> approval =
        Map.of("tools", List.of("drop*"), "command", List.of("vault", "hush-hush-5"));
    GatewayConfig config =
        read(
            Map.of(
                "upstreams",
                List.of(
                    server("a", Map.of("oauth", refresh)),
                    server("b", Map.of("oauth", exchange, "on-approval", approval)),
                    server("c", Map.of("on-approval", approval)))));

    assertThat(problems).isEmpty();
    assertThat(config.upstreamSecrets().get("a")).isInstanceOf(RefreshGrant.class);
    OnApproval rule = onApproval(config, "b");
    assertThat(rule.covers("DROP_TABLE")).isTrue();
    assertThat(rule.covers("read")).isFalse();
    assertThat(rule.usual())
        .isInstanceOfSatisfying(
            ExchangeGrant.class,
            grant -> {
              assertThat(grant.actorToken()).isTrue();
              assertThat(grant.otherwiseOwn()).isTrue();
              assertThat(grant.client().audiences()).containsExactly("files-api");
            });
    assertThat(onApproval(config, "c").usual()).isNull();
    assertThat(config.toString()).doesNotContain("hush-hush");
  }

  @Test
  void refusesGrantsThatCannotBe() {
    Map<String, Object> client =
        Map.of("issuer", "https://login.example", "client-id", "g", "client-secret", "hush-hush");
    read(
        Map.of(
            "upstreams",
            List.of(
                server("a", Map.of("oauth", and(client, Map.of("grant", "refresh-token")))),
                server("b", Map.of("oauth", and(client, Map.of("refresh-token", "hush-hush")))),
                server("c", Map.of("oauth", and(client, Map.of("actor", "own-token")))),
                server("d", Map.of("oauth", and(client, Map.of("client-auth", "none")))),
                server("e", Map.of("on-approval", Map.of("value", "hush-hush"))),
                server("f", Map.of("oauth", and(client, Map.of("grant", "token-exchange")))),
                Map.of("name", "g", "command", "x", "credential", Map.of("value", "hush-hush")))));

    assertThat(problems)
        .extracting(Problem::message)
        .anyMatch(m -> m.startsWith("upstreams[0].credential.oauth.refresh-token: got nothing"))
        .anyMatch(m -> m.startsWith("upstreams[1].credential.oauth.refresh-token: got it with"))
        .anyMatch(m -> m.startsWith("upstreams[2].credential.oauth.actor: got it with another"))
        .anyMatch(m -> m.startsWith("upstreams[3].credential.oauth.client-auth: got none"))
        .anyMatch(m -> m.startsWith("upstreams[4].credential.on-approval.value: unknown key"))
        .anyMatch(m -> m.startsWith("oauth: got no issuers, and grant: token-exchange"))
        .anyMatch(m -> m.startsWith("upstreams[6].credential: got it for a server that is not"))
        .noneMatch(m -> m.contains("hush"));
  }

  private static OnApproval onApproval(GatewayConfig config, String upstream) {
    return (OnApproval)
        java.util.Objects.requireNonNull(config.upstreamSecrets().get(upstream), upstream);
  }

  private static Map<String, Object> and(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  private static Map<String, Object> server(String name, Map<String, Object> credential) {
    return Map.of("name", name, "url", "https://x.example/mcp", "credential", credential);
  }

  @Test
  void readsProcessesAndStreams_andShowsNoSecretOfThem() {
    GatewayConfig config =
        read(
            Map.of(
                "upstreams",
                List.of(
                    Map.of(
                        "name",
                        "docs",
                        "command",
                        "npx",
                        "args",
                        List.of("-y", "server"),
                        "env",
                        Map.of("KEY", "hunter2-hunter2"),
                        "children",
                        "shared",
                        "max-children",
                        "3",
                        "stop-grace",
                        "500ms"),
                    Map.of("name", "old", "url", "http://h:1/sse", "transport", "http-sse")),
                "max-open",
                "7"));

    assertThat(problems).isEmpty();
    GatewayConfig.Access.Stdio docs =
        (GatewayConfig.Access.Stdio) config.upstreams().getFirst().access();
    assertThat(docs.words()).containsExactly("npx", "-y", "server");
    assertThat(docs.environment()).containsEntry("KEY", "hunter2-hunter2");
    assertThat(docs.shared()).isTrue();
    assertThat(docs.maxChildren()).isEqualTo(3);
    assertThat(docs.grace()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.upstreams().getLast().access())
        .isEqualTo(new GatewayConfig.Access.HttpSse(URI.create("http://h:1/sse")));
    assertThat(config.overload().maxOpen()).isEqualTo(7);
    assertThat(config.toString()).doesNotContain("hunter2");
  }

  @Test
  void refusesUpstream_thatIsBothOrHasMisspeltKeys() {
    read(
        Map.of(
            "upstreams",
            List.of(
                Map.of("name", "a", "command", "x", "url", "http://h/"),
                Map.of("name", "b", "command", "x", "childs", "shared"),
                Map.of("name", "c", "command", "x", "env", "KEY=1"))));

    assertThat(problems)
        .extracting(Problem::message)
        .anyMatch(m -> m.startsWith("upstreams[0].url: got it next to command"))
        .anyMatch(m -> m.startsWith("upstreams[1].childs: unknown key"))
        .anyMatch(m -> m.startsWith("upstreams[2].env: got no members"));
  }

  @Test
  void reportsEveryProblem_withoutSecrets() {
    read(
        Map.of(
            "listen", "7420",
            "durability", "perhaps",
            "max-body", "1B",
            "hold-limit", "0s",
            "upstreams",
                List.of(
                    Map.of("name", "a/b", "url", "ftp://x"),
                    Map.of("name", "c", "url", "http://u:hunter2@x/")),
            "credentials", List.of(Map.of("name", "k", "token", "short-pass")),
            "colour", "red"));

    assertThat(problems)
        .extracting(Problem::message)
        .anyMatch(m -> m.startsWith("listen: got \"7420\" (expected: host:port"))
        .anyMatch(m -> m.startsWith("durability: got \"perhaps\""))
        .anyMatch(m -> m.startsWith("max-body: got 1 bytes"))
        .anyMatch(m -> m.startsWith("hold-limit: got 0"))
        .anyMatch(m -> m.startsWith("upstreams[0].name: got \"a/b\""))
        .anyMatch(m -> m.startsWith("upstreams[0].url: got no usable URL"))
        .anyMatch(m -> m.startsWith("upstreams[1].url: got no usable URL"))
        .anyMatch(m -> m.startsWith("credentials[0].token: got 10 characters"))
        .anyMatch(m -> m.startsWith("colour: unknown key"))
        .noneMatch(m -> m.contains("hunter2") || m.contains("short-pass"));
  }

  @Test
  void reportsFederationProblems_andFillsInAllUpstreams() {
    List<Map<String, String>> upstreams =
        List.of(Map.of("name", "a", "url", "http://x/"), Map.of("name", "b", "url", "http://y/"));
    GatewayConfig usual = read(Map.of("upstreams", upstreams));
    assertThat(problems).isEmpty();
    assertThat(usual.federation().enabled()).isTrue();
    assertThat(usual.federation().members().toString()).contains("upstream=a", "prefix=b");

    read(
        Map.of(
            "upstreams",
            upstreams,
            "federation",
            Map.of(
                "separator",
                "/",
                "list-timeout",
                "0s",
                "upstreams",
                List.of(
                    Map.of("name", "a", "prefix", "p"),
                    Map.of("name", "b", "prefix", "p"),
                    Map.of("name", "c", "prefix", "a b")))));
    assertThat(problems)
        .extracting(Problem::message)
        .anyMatch(m -> m.startsWith("federation.separator: got \"/\""))
        .anyMatch(m -> m.startsWith("federation.list-timeout: got 0"))
        .anyMatch(m -> m.startsWith("federation.upstreams: got prefix \"p\" for a and b"))
        .anyMatch(m -> m.startsWith("federation.upstreams[2].name: got \"c\""))
        .anyMatch(m -> m.startsWith("federation.upstreams[2].prefix: got \"a b\""));
  }

  @Test
  void reportsMaskingProblems_andReadsWhatIsRight() {
    GatewayConfig config =
        read(
            Map.of(
                "masking",
                Map.of(
                    "rules",
                    List.of(
                        Map.of(
                            "directions",
                            List.of("results"),
                            "upstreams",
                            List.of("crm*"),
                            "types",
                            List.of("card", "secret"),
                            "way",
                            "token",
                            "fields",
                            List.of("$..name"))),
                    "unmask",
                    List.of(Map.of("tools", List.of("send_*"))))));
    assertThat(problems).isEmpty();
    assertThat(config.masking().rules()).hasSize(1);

    read(
        Map.of(
            "masking",
            Map.of(
                "key",
                "short",
                "rules",
                List.of(
                    Map.of("types", List.of("karte")),
                    Map.of("way", "redact"),
                    Map.of("fields", List.of("name")),
                    Map.of("patterns", List.of(Map.of("name", "x", "pattern", "(")))))));
    assertThat(problems)
        .extracting(Problem::message)
        .anyMatch(m -> m.startsWith("masking.key: got 5 characters"))
        .anyMatch(m -> m.startsWith("masking.rules[0].types: got \"karte\""))
        .anyMatch(m -> m.startsWith("masking.rules[1].types: got nothing"))
        .anyMatch(m -> m.startsWith("masking.rules[2].fields: "))
        .anyMatch(m -> m.startsWith("masking.rules[3].patterns[0].pattern: got \"(\""));
  }

  private GatewayConfig read(Map<String, Object> section) {
    return GatewayConfig.read(DocumentReader.of(node(section), problems));
  }

  private static DocumentNode node(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        LinkedHashMap<String, DocumentNode> members = new LinkedHashMap<>();
        map.forEach((key, member) -> members.put(key.toString(), node(member)));
        yield new DocumentNode.Mapping(HERE, members);
      }
      case List<?> list ->
          new DocumentNode.Sequence(HERE, list.stream().map(GatewayConfigTest::node).toList());
      default -> new DocumentNode.Scalar(HERE, value.toString(), false);
    };
  }
}
