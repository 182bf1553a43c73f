// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * The texts in a call's arguments, each under the name of the top-level argument it stands in.
 *
 * @param texts in order; a name given twice has both its texts
 * @param readable false if the arguments are not a JSON object
 */
record ArgumentTexts(List<Text> texts, boolean readable) {

  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  /** A text and the argument it stands in, whose name is in lower case. */
  record Text(String argument, String value) {}

  static ArgumentTexts of(String json) {
    List<Text> texts = new ArrayList<>();
    if (json.isEmpty()) {
      return new ArgumentTexts(texts, true);
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      int depth = 1;
      String argument = "";
      while (object && depth > 0) {
        JsonToken token = parser.nextToken();
        switch (token) {
          case START_OBJECT, START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          case PROPERTY_NAME -> {
            if (depth == 1) {
              argument = parser.currentName().toLowerCase(Locale.ROOT);
            }
          }
          case VALUE_STRING -> texts.add(new Text(argument, parser.getString()));
          case VALUE_NUMBER_INT,
              VALUE_NUMBER_FLOAT,
              VALUE_TRUE,
              VALUE_FALSE,
              VALUE_NULL,
              VALUE_EMBEDDED_OBJECT,
              NOT_AVAILABLE -> {}
        }
      }
      return new ArgumentTexts(texts, object);
    } catch (JacksonException notJson) {
      return new ArgumentTexts(texts, false);
    }
  }
}
