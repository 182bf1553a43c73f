// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonRpcReaderTest {

  @Test
  void keepsEveryValue_exactlyAsItStands() throws RpcSyntaxException {
    RpcMessage message =
        read(
            " {\"id\" : 1.50 ,\"jsonrpc\":\"2.0\",\"method\":\"m\\u0041\", \"params\": {\"a\" :"
                + " [1 , {\"x\":\"}\"}] ,\"s\":\"q\\\"\\\\\",\"_meta\":{\"t\": -0 }} }");

    assertThat(message.id()).isEqualTo("1.50");
    assertThat(message.method()).isEqualTo("mA");
    assertThat(message.params().raw("a")).isEqualTo("[1 , {\"x\":\"}\"}]");
    assertThat(message.params().text("s")).isEqualTo("q\"\\");
    assertThat(message.meta().raw("t")).isEqualTo("-0");
    assertThat(message.root().raw("params")).startsWith("{\"a\"").endsWith("}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "7", "-3", "12345678901234567890123", "1e3"})
  void keepsIds_asTheyStand(String id) throws RpcSyntaxException {
    assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}").id()).isEqualTo(id);
  }

  @Test
  void tellsRequestNotificationAndResponseApart() throws RpcSyntaxException {
    assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}").form())
        .isEqualTo(RpcMessage.Form.REQUEST);
    assertThat(read("{\"jsonrpc\":\"2.0\",\"method\":\"m\"}").form())
        .isEqualTo(RpcMessage.Form.NOTIFICATION);
    assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1}}").failed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83dx\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ude00\\ud83d\"",
      })
  void refusesHalfSurrogates(String text) {
    assertThatThrownBy(() -> read("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"x\":" + text + "}"))
        .isInstanceOf(RpcSyntaxException.class)
        .hasMessageContaining("surrogate");
  }

  @Test
  void acceptsWholePairs_andEscapedBackslashes() throws RpcSyntaxException {
    RpcMessage message =
        read(
            "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"a\":\"\\ud83d\\ude00\\\\ud83d\"}}");
    assertThat(message.params().text("a")).isEqualTo("😀\\ud83d");
  }

  @Test
  void refusesOverlongUtf8() {
    byte[] bytes = "{\"jsonrpc\":\"2.0\",\"method\":\"m??\"}".getBytes(StandardCharsets.UTF_8);
    int at = new String(bytes, StandardCharsets.UTF_8).indexOf('?');
    bytes[at] = (byte) 0xC0;
    bytes[at + 1] = (byte) 0xAF;
    assertThatThrownBy(() -> JsonRpcReader.strict().read(bytes))
        .hasMessageContaining("invalid UTF-8");
  }

  @Test
  void splitsObjectsAndArrays_whereverTheyStand() throws RpcSyntaxException {
    RpcMessage message =
        read(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[ {\"name\":\"a\\nb\",\"n\":[1]},"
                + "{\"name\":\"c\"} ]}}");
    RawMember tools = message.result().get("tools");
    assertThat(tools).isNotNull();
    List<RawMember> items = tools == null ? List.of() : ObjectReader.items(tools);

    assertThat(items)
        .extracting(RawMember::raw)
        .containsExactly("{\"name\":\"a\\nb\",\"n\":[1]}", "{\"name\":\"c\"}");
    assertThat(ObjectReader.members(items.getFirst()).text("name")).isEqualTo("a\nb");
  }

  private static RpcMessage read(String json) throws RpcSyntaxException {
    return JsonRpcReader.strict().read(json.getBytes(StandardCharsets.UTF_8));
  }
}
