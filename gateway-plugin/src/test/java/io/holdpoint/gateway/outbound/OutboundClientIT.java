// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutboundClientIT {

  private final HttpServer server;
  private final CountDownLatch end = new CountDownLatch(1);
  private final URI origin;
  private final OutboundClient client;

  OutboundClientIT() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    answer("/ok", 200, "", "fine".getBytes(StandardCharsets.UTF_8));
    answer("/long", 200, "", new byte[600 * 1024]);
    answer("/here", 302, "/ok", new byte[0]);
    answer("/away", 302, "https://elsewhere.example/ok", new byte[0]);
    answer("/round", 302, "/round", new byte[0]);
    server.createContext(
        "/slow",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    client = new OutboundClient(Set.of(origin), Duration.ofMillis(1500));
  }

  @AfterEach
  void close() {
    end.countDown();
    client.close();
    server.stop(0);
  }

  @Test
  void fetches_alsoAfterARedirectWithinTheOrigin() throws IOException {
    assertThat(client.get(origin.resolve("/ok"))).asString().isEqualTo("fine");
    assertThat(client.get(origin.resolve("/here"))).asString().isEqualTo("fine");
  }

  @Test
  void refuses_otherOriginsLoopsLengthsAndWaits() {
    fails("/away", "redirect");
    fails("/round", "too many redirects");
    fails("/long", "");
    fails("/slow", "");
    fails("/missing", "404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/keys",
        "http://example.org/keys",
        "https://127.0.0.1/keys",
        "https://10.0.0.1/keys",
        "https://169.254.169.254/latest",
        "https://[fd00::1]/keys",
        "https://[::1]/keys",
        "https://100.64.0.1/keys",
        "ftp://example.org/keys",
        "https://user:hush@example.org/keys"
      })
  void refuses_whatNobodyNamed(String url) {
    assertThatThrownBy(() -> client.get(URI.create(url)))
        .isInstanceOf(OutboundException.class)
        .hasMessageContaining("expected")
        .hasMessageNotContaining("hush");
  }

  private void fails(String path, String why) {
    assertThatThrownBy(() -> client.get(origin.resolve(path)))
        .isInstanceOf(OutboundException.class)
        .hasMessageContaining(why);
  }

  private void answer(String path, int status, String location, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("location", location);
          }
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          try (exchange) {
            exchange.getResponseBody().write(body);
          }
        });
  }
}
