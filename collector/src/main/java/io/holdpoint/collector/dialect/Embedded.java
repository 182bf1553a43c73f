// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Single facts that frameworks put into JSON texts within attributes. */
final class Embedded {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LONGEST = 64 * 1024;

  private Embedded() {}

  /**
   * The first text or number under this name, however deep.
   *
   * @return empty if there is none, or the text is no JSON
   */
  static String text(String json, String name) {
    if (!json.contains(name) || json.length() > LONGEST) {
      return "";
    }
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME && in.currentName().equals(name)) {
          JsonToken value = in.nextToken();
          if (value != null && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
            return in.getString();
          }
        }
      }
    } catch (JacksonException notJson) {
      return "";
    }
    return "";
  }

  /** How many items a list has; 0 for what is none. */
  static int items(String json) {
    if (json.isEmpty() || json.charAt(0) != '[' || json.length() > 16 * LONGEST) {
      return 0;
    }
    int count = 0;
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      in.nextToken();
      for (JsonToken token = in.nextToken();
          token != null && token != JsonToken.END_ARRAY;
          token = in.nextToken()) {
        in.skipChildren();
        count++;
      }
    } catch (JacksonException notJson) {
      return 0;
    }
    return count;
  }
}
