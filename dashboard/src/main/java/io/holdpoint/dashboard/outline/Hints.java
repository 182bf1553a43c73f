// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.outline;

import io.holdpoint.dashboard.view.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The one argument that says most about a call. */
final class Hints {

  private static final int LONGEST_PAYLOAD = 8_192;
  private static final int LONGEST = 160;
  private static final String MASK = "\u2592 ";

  /** Best first; any other argument comes after them. */
  private static final List<String> TELLING =
      List.of("path", "to", "uri", "url", "query", "q", "name", "id", "subject", "command");

  private Hints() {}

  /** The hint of a masked view, or empty if nothing in it can be shown in one line. */
  static String of(String masked) {
    if (masked.isEmpty() || masked.length() > LONGEST_PAYLOAD || masked.charAt(0) != '{') {
      return "";
    }
    try (JsonParser parser = Json.mapper().createParser(masked)) {
      return best(parser);
    } catch (JacksonException notJson) {
      // A masked view is shown as it is in the detail pane; a hint is a convenience.
      return "";
    }
  }

  private static String best(JsonParser parser) {
    String best = "";
    int rank = Integer.MAX_VALUE;
    parser.nextToken();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isStructStart()) {
        parser.skipChildren();
        continue;
      }
      int place = TELLING.indexOf(name);
      int own = place < 0 ? TELLING.size() : place;
      String text = value == JsonToken.VALUE_NULL ? "" : parser.getString();
      if (own < rank && !text.isBlank() && !text.startsWith(MASK)) {
        best = text;
        rank = own;
      }
    }
    return best.length() <= LONGEST ? best : best.substring(0, whole(best)) + "…";
  }

  private static int whole(String text) {
    return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  }
}
