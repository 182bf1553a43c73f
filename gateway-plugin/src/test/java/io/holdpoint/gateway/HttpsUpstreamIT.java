// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Upstreams by https: a certificate that is trusted and for this name, or nothing is sent. */
final class HttpsUpstreamIT {

  private static final String PASSWORD = "changeit";
  private static final String TRUST = "javax.net.ssl.trustStore";

  private final Path folder = Files.createTempDirectory("holdpoint-https");
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpsServer server;

  HttpsUpstreamIT() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "upstream",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    server.createContext(
        "/mcp",
        exchange -> {
          requests.incrementAndGet();
          byte[] body = FidelityIT.result("1").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          try (exchange) {
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @BeforeEach
  void trust() {
    System.setProperty(TRUST, folder.resolve("keys.p12").toString());
    System.setProperty(TRUST + "Password", PASSWORD);
  }

  @AfterEach
  void close() throws IOException {
    System.clearProperty(TRUST);
    System.clearProperty(TRUST + "Password");
    server.stop(0);
    Files.delete(folder.resolve("keys.p12"));
    Files.delete(folder);
  }

  @Test
  void callsAnUpstream_whoseCertificateIsTrusted() throws IOException {
    RawClient.Answer answer = call("localhost");

    assertThat(answer.body()).isEqualTo(FidelityIT.result("1"));
    assertThat(requests).hasValue(1);
  }

  @Test
  void sendsNothing_toAnUpstreamWithTheCertificateOfAnother() throws IOException {
    RawClient.Answer answer = call("127.0.0.1");

    assertThat(answer.body()).contains("-31002");
    assertThat(requests).hasValue(0);
  }

  @Test
  void sendsNothing_toAnUpstreamNobodyTrusts() throws IOException {
    System.clearProperty(TRUST);
    RawClient.Answer answer = call("localhost");

    assertThat(answer.body()).contains("-31002");
    assertThat(requests).hasValue(0);
  }

  private RawClient.Answer call(String host) throws IOException {
    String url = "https://" + host + ":" + server.getAddress().getPort() + "/mcp";
    try (Rig rig = new Rig.Builder().upstream("files", url).start();
        RawClient client = rig.client()) {
      return client.post("files", FidelityIT.call("1", "read", "{}"));
    }
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
