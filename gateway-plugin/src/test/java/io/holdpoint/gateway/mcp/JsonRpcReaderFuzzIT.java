// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any bytes: what the strict reader takes, a general parser takes too and reads the same in it. A
 * text with two readings would be judged in one and run in the other (adversary b).
 */
@Tag("fuzz")
final class JsonRpcReaderFuzzIT {

  private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][+-]?\\d{9,}");

  private static final JsonMapper GENERAL =
      JsonMapper.builder(
              JsonFactory.builder()
                  .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, true)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private final JsonRpcReader strict = JsonRpcReader.strict();
  private final JsonRpcReader lenient = JsonRpcReader.lenient();

  @FuzzTest(maxDuration = "40s")
  void anyBytes_haveOneReadingOrNone(byte[] input) throws CharacterCodingException {
    RpcMessage message = read(strict, input);
    RpcMessage answer = read(lenient, input);
    if (message == null || hasNumberBeyondTheOther(input)) {
      return;
    }
    JsonNode tree = tree(input);
    assertThat(tree.isObject()).isTrue();
    assertThat(tree.path("jsonrpc").asString("")).isEqualTo("2.0");
    assertThat(message.method()).isEqualTo(tree.path("method").asString(""));
    if (!message.id().isEmpty()) {
      assertThat(GENERAL.readTree(message.id())).isEqualTo(tree.path("id"));
    }
    assertMembers(message.root(), tree);
    assertMembers(message.params(), tree.path("params"));
    assertThat(answer).as("what is strict is lenient too").isNotNull();
  }

  /** Numbers are text to the reader; the general one cannot hold exponents of any length. */
  private static boolean hasNumberBeyondTheOther(byte[] input) {
    return LONG_EXPONENT.matcher(new String(input, UTF_8)).find();
  }

  private static void assertMembers(RawObject members, JsonNode tree) {
    assertThat(members.members()).hasSize(tree.isObject() ? tree.size() : 0);
    for (RawMember member : members.members()) {
      assertThat(GENERAL.readTree(member.raw()))
          .as(member.name())
          .isEqualTo(tree.get(member.name()));
    }
  }

  private static JsonNode tree(byte[] input) throws CharacterCodingException {
    // Strict: bytes that are no UTF-8 must not have been taken either.
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString();
    try {
      return GENERAL.readTree(text);
    } catch (JacksonException twoReadings) {
      throw new AssertionError("taken by the strict reader only: " + text, twoReadings);
    }
  }

  private static @Nullable RpcMessage read(JsonRpcReader reader, byte[] input) {
    try {
      return reader.read(input);
    } catch (RpcSyntaxException refused) {
      assertThat(refused.code()).isIn(JsonRpcReader.PARSE_ERROR, JsonRpcReader.INVALID_REQUEST);
      return null;
    }
  }
}
