// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static io.holdpoint.collector.Requests.body;
import static io.holdpoint.collector.Requests.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.holdpoint.collector.otlp.ReceptionSettings;
import io.holdpoint.collector.tls.TlsFiles;
import io.holdpoint.collector.tls.TlsMaterial;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS on both listeners, with and without certificates of senders. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsIT {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private Path folder = Path.of("");

  @BeforeAll
  void make(@TempDir Path temporary) throws Exception {
    folder = temporary;
    identity("server");
    identity("client");
  }

  @Test
  void takes_requests_over_tls_on_both_listeners() throws Exception {
    try (TestCollector running = start("plain-tls", null)) {
      assertThat(http(running, "server", null)).isEqualTo(200);
      grpc(running, TlsChannelCredentials.newBuilder());
      assertThat(running.collector.stats().accepted()).isEqualTo(2);
    }
  }

  @Test
  void takes_requests_of_senders_with_a_certificate_only() throws Exception {
    try (TestCollector running = start("mutual-tls", folder.resolve("client.pem"))) {
      assertThat(http(running, "server", "client")).isEqualTo(200);
      grpc(
          running,
          TlsChannelCredentials.newBuilder()
              .keyManager(
                  folder.resolve("client.pem").toFile(), folder.resolve("client.key").toFile()));
      assertThat(running.collector.stats().accepted()).isEqualTo(2);

      assertThatThrownBy(() -> http(running, "server", null)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> http(running, "server", "server")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> grpc(running, TlsChannelCredentials.newBuilder()))
          .isInstanceOf(StatusRuntimeException.class);
      assertThat(running.collector.stats().accepted()).isEqualTo(2);
    }
  }

  @Test
  void names_the_file_that_is_wrong_and_nothing_in_it() throws Exception {
    Path noKey = Files.writeString(folder.resolve("no.key"), "secret, but no key");
    assertThatThrownBy(
            () -> TlsMaterial.load(new TlsFiles(folder.resolve("server.pem"), noKey, null)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no.key")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> start("missing", folder.resolve("nowhere.pem")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere.pem");
  }

  private TestCollector start(String name, @Nullable Path authority) throws IOException {
    ReceptionSettings settings =
        new ReceptionSettings(
            new TlsFiles(folder.resolve("server.pem"), folder.resolve("server.key"), authority),
            List.of(),
            0,
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));
    return new TestCollector(
        TestCollector.config(folder.resolve(name)).with(settings),
        new InMemorySessionStore(),
        ScriptedMonitor.permitting());
  }

  private int http(TestCollector running, String trusted, @Nullable String own) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own == null ? null : store(own), own == null ? null : PASSWORD);
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, PASSWORD);
    authorities.setCertificateEntry("server", store(trusted).getCertificate("own"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create(
                          "https://127.0.0.1:" + running.collector.httpPort() + "/v1/traces"))
                  .header("Content-Type", OtlpSender.PROTOBUF)
                  .POST(BodyPublishers.ofByteArray(body(step(1)).toByteArray()))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  private void grpc(TestCollector running, TlsChannelCredentials.Builder credentials)
      throws Exception {
    credentials.trustManager(folder.resolve("server.pem").toFile());
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(
                "127.0.0.1", running.collector.grpcPort(), credentials.build())
            .build();
    try {
      assertThat(TraceServiceGrpc.newBlockingStub(channel).export(body(step(2)))).isNotNull();
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  /** A key with a certificate it signed itself, in PEM. */
  private void identity(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = store(name);
    pem(name + ".pem", "CERTIFICATE", store.getCertificate("own").getEncoded());
    pem(name + ".key", "PRIVATE KEY", store.getKey("own", PASSWORD).getEncoded());
  }

  private KeyStore store(String name) throws Exception {
    return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD);
  }

  private void pem(String name, String kind, byte[] der) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END "
            + kind
            + "-----\n");
  }
}
