// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.testing.RandomJson;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What is read the short way reads as the general parser has it, which a name beyond ASCII asks.
 */
class JsonRpcReaderAgreementTest {

  private static final String ASKS_THE_GENERAL_PARSER = "\"\u00fc\":0,";

  private final RandomJson json = new RandomJson(23);
  private final Random random = new Random(29);

  @Test
  void reads_plain_messages_as_the_general_parser_does() {
    int messages = 0;
    for (int i = 0; i < 20_000; i++) {
      String rest = message();
      JsonRpcReader reader = i % 2 == 0 ? JsonRpcReader.strict() : JsonRpcReader.lenient();
      String plain = outcome(reader, "{" + rest);
      assertThat(plain).as(rest).isEqualTo(outcome(reader, "{" + ASKS_THE_GENERAL_PARSER + rest));
      messages += plain.startsWith("code") ? 0 : 1;
    }
    assertThat(messages).isGreaterThan(2_000);
  }

  @Test
  void refuses_bytes_that_are_no_utf8_as_before() {
    byte[] bytes = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\u00fc\"}".getBytes(ISO_8859_1);
    assertThat(outcome(JsonRpcReader.strict(), bytes)).isEqualTo("code -32700");
  }

  private String message() {
    String id = pick("\"id\":1,", "\"id\":\"\\u0031\",", "", "\"id\":null,", "\"id\":1,\"id\":2,");
    String what =
        pick(
            "\"method\":\"tools/call\",\"params\":" + object(),
            "\"result\":" + object(),
            "\"error\":" + object(),
            "\"result\":" + json.next(),
            "\"method\":\"m\", \"params\" : " + json.next());
    return id + pick("\"jsonrpc\":\"2.0\",", "\"jsonrpc\":2,") + what + pick("}", "}", "} ", "}x");
  }

  private String object() {
    return "{\"_meta\":"
        + json.next()
        + ",\"name\":\"a\\n\u65e5\",\"arguments\":"
        + json.next()
        + "}";
  }

  private static String outcome(JsonRpcReader reader, String text) {
    return outcome(reader, text.getBytes(UTF_8));
  }

  private static String outcome(JsonRpcReader reader, byte[] bytes) {
    try {
      RpcMessage m = reader.read(bytes);
      return m.form()
          + m.id()
          + m.method()
          + m.failed()
          + texts(m.root().members())
          + texts(m.params().members())
          + texts(m.result().members())
          + texts(m.meta().members());
    } catch (RpcSyntaxException refused) {
      return "code " + refused.code();
    }
  }

  private static List<String> texts(List<RawMember> members) {
    return members.stream()
        .filter(m -> !m.name().equals("\u00fc") || !m.raw().equals("0"))
        .map(m -> m.name() + "=" + m.raw())
        .toList();
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }
}
