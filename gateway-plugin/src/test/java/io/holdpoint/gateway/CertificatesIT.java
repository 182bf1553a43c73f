// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.identity.ApiKey;
import io.holdpoint.gateway.identity.CertificateName;
import io.holdpoint.gateway.offer.AccessList;
import io.holdpoint.gateway.testing.OidcProvider;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.gateway.testing.TestAuthority;
import io.holdpoint.gateway.testing.TestAuthority.Name;
import io.holdpoint.gateway.testing.TestIdentity;
import io.holdpoint.gateway.tls.TlsSettings;
import io.holdpoint.gateway.tls.TlsSettings.ClientAuth;
import io.holdpoint.gateway.tls.TlsSettings.OwnKey;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.json.Hashes;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers known by certificates, with real ones; the letters are those of the threat model. */
final class CertificatesIT {

  private static final String SPIFFE = "spiffe://example.org/agents/scout";
  private static final String CALL = FidelityIT.call("1", "read", "{}");
  private static final String KEY = "a-key-of-the-bound-account";

  private final TestAuthority authority = new TestAuthority("CN=Agents");
  private final TestAuthority elsewhere = new TestAuthority("CN=Elsewhere");
  private final TestIdentity scout = authority.issue("CN=scout", Name.uri(SPIFFE));
  private final TestIdentity mail = authority.issue("CN=x", Name.dns("Mail.Agents.example"));
  private final TestIdentity stranger = authority.issue("CN=stranger");
  private TestIdentity server = serverIdentity();
  private final Path folder;

  CertificatesIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void files() throws IOException {
    server.write(folder.resolve("server.pem"), folder.resolve("server.key"));
    Files.writeString(folder.resolve("agents.pem"), TestIdentity.pem(authority.certificate()));
  }

  @Test
  void sdkClient_isThePrincipalItsCertificateNames() throws Exception {
    try (StubUpstream upstream = new StubUpstream(SdkClientIT::serve);
        Rig rig = rig(upstream, ClientAuth.REQUIRED).start();
        McpSyncClient client = sdk(rig, scout)) {
      client.initialize();
      McpSchema.CallToolResult result =
          client.callTool(
              McpSchema.CallToolRequest.builder("read").arguments(Map.of("path", "/a")).build());

      assertThat(result.isError()).isNotEqualTo(true);
      var identity = rig.attempts().getFirst().session().identity();
      assertThat(identity.subject()).isEqualTo("scout");
      assertThat(identity.keyId()).isEqualTo("scout-cert");
      assertThat(rig.gateway().keyUses())
          .filteredOn(use -> use.credential().equals("scout-cert"))
          .singleElement()
          .satisfies(
              use -> {
                assertThat(use.fingerprint()).isEqualTo("uri " + SPIFFE);
                assertThat(use.lastUsed()).isNotNull();
                assertThat(use.expires()).isEqualTo(scout.certificate().getNotAfter().toInstant());
              });
    }
  }

  @Test
  void everyKindOfName_isFoundInItsPlaceOnly() throws Exception {
    TestIdentity named = authority.issue("CN=Batch, O=Example");
    TestIdentity asText = authority.issue("CN=batch,O=example,OU=x", Name.dns("scout"));
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig =
            rig(upstream, ClientAuth.REQUIRED)
                .credential(byName("mail", CertificateName.Kind.DNS, "mail.agents.example"))
                .credential(byName("batch", CertificateName.Kind.SUBJECT, "cn=batch,o=example"))
                .credential(byName("print", CertificateName.Kind.SHA256, fingerprint(stranger)))
                .start()) {
      for (TestIdentity one : List.of(scout, mail, named, stranger)) {
        assertThat(call(rig, one).status()).isEqualTo(200);
      }
      assertThat(rig.attempts())
          .extracting(attempt -> attempt.session().identity().subject())
          .containsExactly("scout", "mail", "batch", "print");
      assertThat(call(rig, asText).status()).isEqualTo(403);
    }
  }

  /** b: a certificate of the right authority is not yet a credential, not even an anonymous one. */
  @Test
  void unknownCertificate_isRefused_andNeverAnonymous() throws Exception {
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig = rig(upstream, ClientAuth.OPTIONAL).start()) {
      RawClient.Answer answer = call(rig, stranger);
      RawClient.Answer withToken = call(rig, stranger, "Authorization: Bearer " + Rig.TOKEN);

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("no credential of this gateway names");
      assertThat(withToken.status()).isEqualTo(403);
      assertThat(call(rig, null).status()).as("anonymous, as configured").isEqualTo(200);
      assertThat(upstream.count("tools/call")).isEqualTo(1);
    }
  }

  @Test
  void handshake_failsForCertificatesThatAreNotGood() throws Exception {
    TestIdentity foreign = elsewhere.issue("CN=scout", Name.uri(SPIFFE));
    TestIdentity over =
        authority.issue(
            "CN=scout", Instant.now().minusSeconds(7200), Duration.ofHours(1), Name.uri(SPIFFE));
    TestIdentity early =
        authority.issue(
            "CN=scout", Instant.now().plusSeconds(3600), Duration.ofHours(1), Name.uri(SPIFFE));
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig required = rig(upstream, ClientAuth.REQUIRED).start();
        Rig optional = rig(upstream, ClientAuth.OPTIONAL).start()) {
      assertThatThrownBy(() -> call(required, null)).isInstanceOf(IOException.class);
      for (Rig rig : List.of(required, optional)) {
        for (TestIdentity bad : List.of(foreign, over, early)) {
          assertThatThrownBy(() -> call(rig, bad)).isInstanceOf(IOException.class);
        }
        assertThat(call(rig, scout).status()).isEqualTo(200);
      }
      assertThatThrownBy(
              () -> {
                try (RawClient plain = required.client()) {
                  plain.post("files", CALL);
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(upstream.count("tools/call")).isEqualTo(2);
    }
  }

  /**
   * b: a token that was stolen is worth nothing without the certificate, and the other way round.
   */
  @Test
  void boundKey_needsItsCertificate() throws Exception {
    GatewayConfig.Credential bound =
        new GatewayConfig.Credential(
            "bound",
            "bound",
            "",
            PrincipalKind.EXCLUSIVE,
            "",
            "",
            AccessList.EVERYTHING,
            List.of(new ApiKey(hash(KEY), null)),
            List.of(CertificateName.of(CertificateName.Kind.DNS, "mail.agents.example")));
    String key = "Authorization: Bearer " + KEY;
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig = rig(upstream, ClientAuth.OPTIONAL).credential(bound).start()) {
      assertThat(call(rig, null, key).status()).isEqualTo(403);
      assertThat(call(rig, scout, key).status()).isEqualTo(403);
      assertThat(call(rig, mail).status()).isEqualTo(403);
      assertThat(call(rig, mail, key).status()).isEqualTo(200);
      assertThat(upstream.count("tools/call")).isEqualTo(1);
    }
  }

  @Test
  void tokenAndCertificate_haveToBeOneCallers() throws Exception {
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig =
            rig(upstream, ClientAuth.OPTIONAL)
                .credential(byName("triage", CertificateName.Kind.DNS, "mail.agents.example"))
                .start()) {
      String triage = "Authorization: Bearer " + Rig.TOKEN;
      RawClient.Answer other = call(rig, scout, triage);

      assertThat(other.status()).isEqualTo(403);
      assertThat(other.body()).contains("another caller");
      assertThat(call(rig, mail, triage).status()).isEqualTo(200);
      assertThat(call(rig, mail, "Authorization: Bearer wrong-token-0000001").status())
          .isEqualTo(401);
    }
  }

  /** b: nothing in a request stands for a certificate, and no server is told such a thing. */
  @Test
  void fieldsAboutCertificates_areNeitherBelievedNorSentOn() throws Exception {
    String der = Base64.getEncoder().encodeToString(scout.certificate().getEncoded());
    String[] forged = {
      "Client-Cert: :" + der + ":",
      "X-Client-Cert: " + der,
      "X-SSL-Client-Cert: " + der,
      "SSL-Client-Cert: " + der,
      "X-Forwarded-Client-Cert: URI=" + SPIFFE,
      "X-SSL-Client-Verify: SUCCESS"
    };
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig = rig(upstream, ClientAuth.OPTIONAL).onlyWithToken().start()) {
      assertThat(call(rig, null, forged).status()).isEqualTo(401);
      assertThat(call(rig, stranger, forged).status()).isEqualTo(403);
      assertThat(call(rig, scout, forged).status()).isEqualTo(200);
      assertThat(upstream.received().getLast().head().toString())
          .doesNotContain(der)
          .doesNotContain(SPIFFE);
    }
  }

  /** b: whoever is on one connection is nobody else's there, whatever comes in between. */
  @Test
  void connections_doNotBorrowFromEachOther() throws Exception {
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig =
            rig(upstream, ClientAuth.OPTIONAL)
                .onlyWithToken()
                .credential(byName("mail", CertificateName.Kind.DNS, "mail.agents.example"))
                .start();
        RawClient first = client(rig, scout);
        RawClient second = client(rig, mail);
        RawClient none = client(rig, null)) {
      for (int round = 0; round < 3; round++) {
        first.sendPost("files", CALL);
        second.sendPost("files", CALL);
        none.sendPost("files", CALL);
        assertThat(first.read().status()).isEqualTo(200);
        assertThat(second.read().status()).isEqualTo(200);
        assertThat(none.read().status()).isEqualTo(401);
      }
      assertThat(rig.attempts())
          .extracting(attempt -> attempt.session().identity().subject())
          .containsOnly("scout", "mail")
          .hasSize(6);
    }
  }

  @Test
  void resumedConnection_isTheSameCallers() throws Exception {
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig = rig(upstream, ClientAuth.REQUIRED).start()) {
      SSLContext context = TestIdentity.client(authority.certificate(), scout);
      long begun;
      try (SSLSocket socket = socket(rig, context);
          RawClient client = new RawClient(socket)) {
        assertThat(client.post("files", CALL).status()).isEqualTo(200);
        begun = socket.getSession().getCreationTime();
      }
      try (SSLSocket socket = socket(rig, context);
          RawClient client = new RawClient(socket)) {
        assertThat(client.post("files", CALL).status()).isEqualTo(200);
        assertThat(socket.getSession().getCreationTime()).as("resumed").isEqualTo(begun);
      }
      assertThat(rig.attempts())
          .extracting(attempt -> attempt.session().identity().subject())
          .containsExactly("scout", "scout");
      rig.clock().advance(Duration.between(rig.clock().instant(), end(scout)));
      try (SSLSocket socket = socket(rig, context);
          RawClient client = new RawClient(socket)) {
        assertThat(client.post("files", CALL).status()).as("ended since").isEqualTo(403);
      }
    }
  }

  /** b: TLS 1.2 lets a client shake hands again, with another certificate. */
  @Test
  void secondHandshake_makesNobodySomebodyElse() throws Exception {
    Changing now = new Changing(scout);
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig =
            rig(upstream, ClientAuth.REQUIRED)
                .credential(byName("mail", CertificateName.Kind.DNS, "mail.agents.example"))
                .start()) {
      SSLContext context = TestIdentity.client(authority.certificate(), new KeyManager[] {now});
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", rig.port());
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      try (RawClient client = new RawClient(socket)) {
        assertThat(client.post("files", CALL).status()).isEqualTo(200);
        now.own = mail;
        socket.getSession().invalidate();
        socket.startHandshake();
        // It goes on beside requests, which are the first identity's until it is done.
        await().until(() -> client.post("files", CALL).status() == 403);
        assertThat(socket.getSession().getLocalCertificates()).startsWith(mail.certificate());
        assertThat(client.post("files", CALL).body()).contains("changed within a connection");
      }
      assertThat(rig.attempts())
          .extracting(attempt -> attempt.session().identity().subject())
          .containsOnly("scout");
    }
  }

  @Test
  void newFiles_countWithoutARestart_andBadOnesDoNot() throws Exception {
    Path crl = folder.resolve("crl.pem");
    TestIdentity.replace(crl, authority.revoking());
    try (StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig = rig(upstream, settings(ClientAuth.REQUIRED, crl)).start();
        RawClient open = client(rig, scout)) {
      assertThat(open.post("files", CALL).status()).isEqualTo(200);
      X509Certificate old = server.certificate();
      assertThat(shownBy(rig, scout)).isEqualTo(old);

      TestIdentity.replace(folder.resolve("server.pem"), "no certificate");
      await().during(Duration.ofMillis(200)).until(() -> shownBy(rig, scout).equals(old));
      server = serverIdentity();
      server.write(folder.resolve("server.pem"), folder.resolve("server.key"));
      await().until(() -> shownBy(rig, scout).equals(server.certificate()));
      assertThat(open.post("files", CALL).status()).as("the same caller still").isEqualTo(200);

      TestIdentity.replace(crl, authority.revoking(scout.certificate()));
      await().until(() -> open.post("files", CALL).status() == 403);
      assertThatThrownBy(() -> call(rig, scout)).isInstanceOf(IOException.class);
      assertThat(call(rig, stranger).status()).as("let in, and known to nobody").isEqualTo(403);
    }
  }

  /** RFC 8705: an access token that names a certificate is good with that one only. */
  @Test
  void accessToken_isBoundToTheCertificateItNames() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        StubUpstream upstream = new StubUpstream(CertificatesIT::echo);
        Rig rig = rig(upstream, ClientAuth.OPTIONAL).oauth(provider.settings()).start()) {
      String bound =
          "Authorization: Bearer " + token(rig, provider, Map.of("x5t#S256", thumbprint(stranger)));
      String free = "Authorization: Bearer " + token(rig, provider, null);

      assertThat(call(rig, stranger, bound).status()).as("no entry needed").isEqualTo(200);
      RawClient.Answer stolen = call(rig, null, bound);
      assertThat(stolen.status()).isEqualTo(401);
      assertThat(stolen.head().toString()).contains("invalid_token").contains("cnf");
      assertThat(call(rig, mail, bound).status()).isEqualTo(401);
      assertThat(call(rig, null, free).status()).isEqualTo(200);
      assertThat(call(rig, scout, free).status()).as("alice is not scout").isEqualTo(403);
      assertThat(rig.attempts())
          .extracting(attempt -> attempt.session().identity().subject())
          .containsExactly("alice", "alice");
    }
  }

  @Test
  void keystore_andLongAnswers_pass() throws Exception {
    Path store = folder.resolve("server.p12");
    server.write(store, "changeit");
    Path password = Files.writeString(folder.resolve("password"), "changeit\n");
    TlsSettings settings =
        new TlsSettings(
            new OwnKey.Store(store, "", password), null, ClientAuth.NONE, null, TlsSettings.RELOAD);
    String text = "x".repeat(3_000_000);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) ->
                    reply.json(
                        FidelityIT.result("1").replace("]", "]") + " ".repeat(text.length())));
        Rig rig = rig(upstream, settings).start()) {
      assertThat(call(rig, null).body()).hasSizeGreaterThan(text.length());
    }
  }

  private static String hash(String key) {
    return HexFormat.of().formatHex(Hashes.sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
  }

  private static String fingerprint(TestIdentity identity) throws Exception {
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(Hashes.sha256().digest(identity.certificate().getEncoded()));
  }

  private static String thumbprint(TestIdentity identity) throws Exception {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Hashes.sha256().digest(identity.certificate().getEncoded()));
  }

  private static Instant end(TestIdentity identity) {
    return identity.certificate().getNotAfter().toInstant();
  }

  private static String token(Rig rig, OidcProvider provider, @Nullable Map<String, String> cnf) {
    Instant now = rig.clock().instant();
    return provider.token(
        claims ->
            claims
                .audience("https://127.0.0.1:" + rig.port() + "/files/mcp")
                .claim("cnf", cnf)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300))));
  }

  private TestIdentity serverIdentity() {
    return authority.issue("CN=gateway", Name.loopback(), Name.dns("localhost"));
  }

  private TlsSettings settings(ClientAuth auth, @Nullable Path crl) {
    return new TlsSettings(
        new OwnKey.Pem(folder.resolve("server.pem"), folder.resolve("server.key")),
        folder.resolve("agents.pem"),
        auth,
        crl,
        Duration.ofMillis(20));
  }

  private Rig.Builder rig(StubUpstream upstream, ClientAuth auth) {
    return rig(upstream, settings(auth, null));
  }

  private static Rig.Builder rig(StubUpstream upstream, TlsSettings settings) {
    Rig.Builder builder = Rig.with("files", upstream).tls(settings);
    return settings.asksForCertificates()
        ? builder.credential(
            new GatewayConfig.Credential(
                "scout-cert",
                "scout",
                "",
                PrincipalKind.EXCLUSIVE,
                "",
                "",
                AccessList.EVERYTHING,
                List.of(),
                List.of(CertificateName.of(CertificateName.Kind.URI, SPIFFE))))
        : builder;
  }

  private static GatewayConfig.Credential byName(
      String subject, CertificateName.Kind kind, String name) {
    return new GatewayConfig.Credential(
        subject + "-cert",
        subject,
        "",
        PrincipalKind.EXCLUSIVE,
        "",
        "",
        AccessList.EVERYTHING,
        List.of(),
        List.of(CertificateName.of(kind, name)));
  }

  /** Shows its certificate whatever authorities the other side names. */
  private RawClient client(Rig rig, @Nullable TestIdentity own) throws Exception {
    KeyManager[] keys = own == null ? null : new KeyManager[] {new Changing(own)};
    return new RawClient(socket(rig, TestIdentity.client(authority.certificate(), keys)));
  }

  private static SSLSocket socket(Rig rig, SSLContext context) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", rig.port());
    socket.startHandshake();
    return socket;
  }

  private RawClient.Answer call(Rig rig, @Nullable TestIdentity own, String... headers)
      throws Exception {
    try (RawClient client = client(rig, own)) {
      return client.post("files", CALL, headers);
    }
  }

  private X509Certificate shownBy(Rig rig, TestIdentity own) throws Exception {
    SSLContext context = TestIdentity.client(authority.certificate(), own);
    try (SSLSocket socket = socket(rig, context)) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private McpSyncClient sdk(Rig rig, TestIdentity own) throws Exception {
    SSLContext context = TestIdentity.client(authority.certificate(), own);
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("https://127.0.0.1:" + rig.port())
                .endpoint("/files/mcp")
                .clientBuilder(HttpClient.newBuilder().sslContext(context))
                .build())
        .clientInfo(McpSchema.Implementation.builder("sdk-agent", "1.0").build())
        .requestTimeout(Duration.ofSeconds(10))
        .initializationTimeout(Duration.ofSeconds(10))
        .build();
  }

  private static void echo(StubUpstream.Received request, StubUpstream.Reply reply)
      throws IOException {
    reply.json(FidelityIT.result("1"));
  }

  /** Shows whatever certificate it has at the time. */
  private static final class Changing extends X509ExtendedKeyManager {
    private volatile TestIdentity own;

    Changing(TestIdentity own) {
      this.own = own;
    }

    @Override
    public String chooseClientAlias(
        String[] kinds, java.security.Principal @Nullable [] issuers, @Nullable Socket socket) {
      return own.certificate().getSerialNumber().toString();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {own.certificate(), own.authority()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return own.key();
    }

    @Override
    public String[] getClientAliases(String kind, java.security.Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String[] getServerAliases(String kind, java.security.Principal[] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseServerAlias(
        String kind, java.security.Principal[] issuers, Socket socket) {
      return null;
    }
  }
}
