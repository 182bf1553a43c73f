// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.model.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * The values in a call's arguments, in order, at most {@link #MOST}.
 *
 * @param values what was read
 * @param complete false if the arguments are no JSON object, or there are more values
 */
record CallArguments(List<Value> values, boolean complete) {
  private static final int MOST = 96;
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  /**
   * One value.
   *
   * @param name the name nearest to it
   * @param argument the top-level argument it stands in
   * @param text what it says
   * @param isText false for numbers
   */
  record Value(String name, String argument, String text, boolean isText) {}

  static CallArguments of(String json) {
    if (json.isEmpty()) {
      return new CallArguments(List.of(), false);
    }
    try {
      return plain(JsonCursor.over(json.getBytes(StandardCharsets.UTF_8)));
    } catch (JsonCursor.NotPlain notPlain) {
      return general(json);
    }
  }

  /** Read by the cursor; whatever it refuses is left to the general parser. */
  private static CallArguments plain(JsonCursor in) {
    List<Value> values = new ArrayList<>(4);
    if (in.next() != JsonToken.START_OBJECT) {
      throw JsonCursor.notPlain();
    }
    int depth = 1;
    String name = "";
    String argument = "";
    while (depth > 0) {
      JsonToken token = in.next();
      if (token == null || values.size() >= MOST) {
        return new CallArguments(values, false);
      }
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case PROPERTY_NAME -> {
          name = in.name();
          argument = depth == 1 ? name : argument;
        }
        case VALUE_STRING -> values.add(new Value(name, argument, text(in), true));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            values.add(new Value(name, argument, text(in), false));
        case VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {}
      }
    }
    return new CallArguments(values, true);
  }

  private static String text(JsonCursor in) {
    int from = in.textStart();
    String text = new String(in.bytes(), from, in.textEnd() - from, StandardCharsets.UTF_8);
    // A question mark may be half a surrogate pair that UTF-8 cannot hold.
    boolean quoted = in.bytes()[in.start()] == '"';
    if (quoted && (in.hasEscapes() || text.indexOf('?') >= 0)) {
      throw JsonCursor.notPlain();
    }
    return text;
  }

  /** As {@link #of}, by the general parser, whose word counts. */
  static CallArguments general(String json) {
    List<Value> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      return new CallArguments(values, object && read(parser, values));
    } catch (JacksonException notJson) {
      return new CallArguments(values, false);
    }
  }

  /** Returns false if there were too many. */
  private static boolean read(JsonParser parser, List<Value> values) {
    int depth = 1;
    String name = "";
    String argument = "";
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null || values.size() >= MOST) {
        return false;
      }
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case PROPERTY_NAME -> {
          name = parser.currentName();
          argument = depth == 1 ? name : argument;
        }
        case VALUE_STRING -> values.add(new Value(name, argument, parser.getString(), true));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            values.add(new Value(name, argument, parser.getString(), false));
        case VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {}
      }
    }
    return true;
  }
}
