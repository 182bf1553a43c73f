// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.gateway.testing.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong gets a precise answer and harms nothing else. */
final class BadInputIT {

  private StubUpstream upstream;
  private Rig rig;

  BadInputIT() throws IOException {
    upstream = new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
    rig = Rig.with("files", upstream).upstream("dead", deadUrl()).maxBody(4096).start();
  }

  @BeforeEach
  void isUp() {
    assertThat(rig.port()).isPositive();
  }

  /** Whatever happened, the next call of another connection works. */
  @AfterEach
  void others_areNotHarmed() throws IOException {
    try (RawClient client = rig.client()) {
      assertThat(client.post("files", FidelityIT.call("1", "read", "{}")).status()).isEqualTo(200);
    }
    rig.close();
    upstream.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,|-32700|no JSON",
        "nonsense|-32700|no JSON",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]|-32600|a batch",
        "7|-32600|a value",
        "{\"id\":1,\"method\":\"ping\"}|-32600|jsonrpc",
        "{\"jsonrpc\":\"2.0\",\"id\":1}|-32600|neither request nor response",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}|-32600|id: got null",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}|-32600|id: got no id",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}|-32600|more than one value",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"method\":\"b\"}|-32700|given twice",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"arguments\":{\"a\":1,\"a\":2}}}|-32700|given"
            + " twice",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":NaN}}|-32700|no JSON",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"\\ud800\"}}|-32700|surrogate",
      })
  void answers400_whenBodyIsNoMessage(String body, int code, String what) throws IOException {
    try (RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("files", body);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("\"code\":" + code).contains(what);
    }
    assertThat(upstream.received()).isEmpty();
  }

  @Test
  void echoesIdAsItStood_whenMessageIsInvalid() throws IOException {
    try (RawClient client = rig.client()) {
      assertThat(client.post("files", "{\"id\":\"a-1\",\"method\":\"ping\"}").body())
          .contains("\"id\":\"a-1\"");
    }
  }

  @Test
  void answers400_whenNestedTooDeep() throws IOException {
    String deep =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":"
            + "[".repeat(200)
            + "]".repeat(200)
            + "}}";
    try (RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("files", deep);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("too many levels");
    }
  }

  @Test
  void answers400_whenTextIsNotUtf8() throws IOException {
    try (RawClient client = rig.client()) {
      client.send(
          "POST /files/mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n\"\u0000\"");
      assertThat(client.read().status()).isEqualTo(400);
    }
  }

  @Test
  void answers413_whenBodyIsAnnouncedOrTurnsOutTooLong() throws IOException {
    try (RawClient announced = rig.client();
        RawClient chunked = rig.client()) {
      announced.send("POST /files/mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n");
      RawClient.Answer first = announced.read();
      chunked.send(
          "POST /files/mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      chunked.send("2000\r\n" + "x".repeat(0x2000) + "\r\n0\r\n\r\n");
      RawClient.Answer second = chunked.read();

      assertThat(first.status()).isEqualTo(413);
      assertThat(first.body()).contains("at most 4096");
      assertThat(second.status()).isEqualTo(413);
    }
  }

  @Test
  void answers413_toClientThatSendsAllOfItsBodyFirst() throws IOException {
    int length = 8 * 1024 * 1024;
    try (RawClient client = rig.client()) {
      client.send(
          "POST /files/mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n");
      for (int sent = 0; sent < length; sent += 64 * 1024) {
        client.send("x".repeat(64 * 1024));
      }
      RawClient.Answer answer = client.read();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("at most 4096");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, , 403",
    "localhost:9, http://evil.example, 403",
    "localhost.evil.example, , 403",
    "gateway.example:7420, https://console.example, 200",
    "[::1]:7420, http://localhost:3000, 200",
    "127.0.0.1, null, 403",
  })
  void checksHostAndOrigin(String host, String origin, int status) throws IOException {
    String body = FidelityIT.call("1", "read", "{}");
    try (RawClient client = rig.client()) {
      client.send(
          "POST /files/mcp HTTP/1.1\r\nHost: "
              + host
              + "\r\n"
              + (origin == null ? "" : "Origin: " + origin + "\r\n")
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      assertThat(client.read().status()).isEqualTo(status);
    }
  }

  @Test
  void answers404WithNames_whenUpstreamIsUnknown() throws IOException {
    try (RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("mail", FidelityIT.call("1", "read", "{}"));
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("one of dead, files");
    }
  }

  @Test
  void answers401_whenTokenIsUnknown() throws IOException {
    try (RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post(
              "files", FidelityIT.call("1", "read", "{}"), "Authorization: Bearer wrong-token");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.head().field("www-authenticate")).startsWith("Bearer");
      assertThat(answer.body()).doesNotContain("wrong-token");
    }
  }

  @Test
  void answers401_whenNothingIsPresentedAndAnonymousIsDenied() throws IOException {
    try (Rig closed = Rig.with("files", upstream).onlyWithToken().start();
        RawClient client = closed.client()) {
      assertThat(client.post("files", FidelityIT.call("1", "read", "{}")).status()).isEqualTo(401);
    }
  }

  @Test
  void answersErrorOn200_whenUpstreamIsUnreachable() throws IOException {
    try (RawClient client = rig.client()) {
      RawClient.Answer call = client.post("dead", FidelityIT.call("7", "read", "{}"));
      RawClient.Answer opening =
          client.post("dead", "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"initialize\"}");

      assertThat(call.status()).isEqualTo(200);
      assertThat(call.body()).contains("\"id\":7", "\"code\":-31002", "no connection");
      assertThat(opening.status()).isEqualTo(502);
      assertThat(opening.body()).contains("\"id\":8");
    }
    assertThat(rig.completions().getLast().outcome().word()).isEqualTo("refused");
  }

  @Test
  void answers400AndCloses_whenBytesAreNoHttp() throws IOException {
    try (RawClient client = rig.client()) {
      client.send("\u0001\u0002garbage\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void answersHeadRequest_withoutBody() throws IOException {
    try (RawClient client = rig.client()) {
      client.send("HEAD /files/mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Wire.Head head = client.readHead();
      assertThat(head.start()).startsWith("HTTP/1.1 405 ");
      assertThat(Integer.parseInt(head.field("content-length"))).isPositive();
      RawClient.Answer next = client.post("files", FidelityIT.call("1", "read", "{}"));
      assertThat(next.status()).isEqualTo(200);
    }
  }

  @Test
  void closesAfterAnswer_whenCallerAsksForIt() throws IOException {
    try (RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post("files", FidelityIT.call("1", "read", "{}"), "Connection: close");
      assertThat(answer.head().field("connection")).isEqualTo("close");
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void refusesToStart_whenPortIsTaken() throws IOException {
    assertThatThrownBy(() -> Rig.with("files", upstream).port(rig.port()).start().close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gateway.listen: got 127.0.0.1:" + rig.port() + " (expected: a free");
  }

  private static String deadUrl() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/mcp";
    }
  }
}
