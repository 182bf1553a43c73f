// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.testing.RandomJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

class JsonCursorTest {

  private static final JsonFactory GENERAL =
      JsonFactory.builder().configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, true).build();

  @Test
  void agrees_with_the_general_parser_on_all_it_accepts() {
    RandomJson random = new RandomJson(11);
    int accepted = 0;
    for (int i = 0; i < 30_000; i++) {
      String json = new String(random.next().getBytes(UTF_8), UTF_8);
      List<String> walked = walk(json);
      if (!walked.isEmpty()) {
        accepted++;
        assertThat(walked).as(json).isEqualTo(parse(json));
      }
    }
    assertThat(accepted).isGreaterThan(6_000);
  }

  @Test
  void refuses_a_name_twice_only_if_asked_for() {
    byte[] twice = "{\"a\":1,\"b\":{\"a\":1},\"a\":2}".getBytes(UTF_8);
    JsonCursor.over(twice).next();
    walk(JsonCursor.over(twice));
    assertThatThrownBy(() -> walk(JsonCursor.unique(twice)))
        .isInstanceOf(JsonCursor.NotPlain.class);
    walk(JsonCursor.unique("[{\"a\":1,\"b\":{\"a\":1}},{\"a\":2}]".getBytes(UTF_8)));
  }

  @Test
  void skips_what_is_inside() {
    JsonCursor cursor = JsonCursor.over("{\"a\":{\"b\":[1,{}]},\"c\":2}".getBytes(UTF_8));
    cursor.next();
    cursor.next();
    cursor.next();
    cursor.skipChildren();
    assertThat(cursor.position()).isEqualTo(17);
    assertThat(cursor.next()).isEqualTo(JsonToken.PROPERTY_NAME);
    assertThat(cursor.name()).isEqualTo("c");
  }

  private static List<String> walk(String json) {
    try {
      return walk(JsonCursor.unique(json.getBytes(UTF_8)));
    } catch (JsonCursor.NotPlain notPlain) {
      return List.of();
    }
  }

  private static List<String> walk(JsonCursor cursor) {
    List<String> tokens = new ArrayList<>();
    for (JsonToken t = cursor.next(); t != null; t = cursor.next()) {
      tokens.add(
          switch (t) {
            case PROPERTY_NAME -> t + cursor.name();
            case VALUE_STRING -> t + " at " + cursor.start() + ", units " + cursor.textLength();
            default -> t + " at " + cursor.start();
          });
      if (t == JsonToken.END_ARRAY || t == JsonToken.END_OBJECT) {
        tokens.set(tokens.size() - 1, t.toString());
      }
    }
    return tokens;
  }

  private static List<String> parse(String json) {
    List<String> tokens = new ArrayList<>();
    try (JsonParser parser =
        GENERAL.createParser(ObjectReadContext.empty(), json.getBytes(UTF_8))) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        long at = parser.currentTokenLocation().getByteOffset();
        tokens.add(
            switch (t) {
              case PROPERTY_NAME -> t + parser.currentName();
              case VALUE_STRING -> t + " at " + at + ", units " + parser.getString().length();
              case END_OBJECT, END_ARRAY -> t.toString();
              default -> t + " at " + at;
            });
      }
      return tokens;
    } catch (JacksonException refused) {
      return List.of("refused");
    }
  }
}
