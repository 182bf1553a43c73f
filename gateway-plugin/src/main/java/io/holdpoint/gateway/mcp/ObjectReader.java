// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Splits objects and arrays that were left whole in the first pass. */
public final class ObjectReader {

  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  private ObjectReader() {}

  /** The members of an object; none if the value is no object. */
  public static RawObject members(RawMember member) {
    return new RawObject(split(member, JsonToken.START_OBJECT));
  }

  /** The items of an array, without names; none if the value is no array. */
  public static List<RawMember> items(RawMember member) {
    return split(member, JsonToken.START_ARRAY);
  }

  private static List<RawMember> split(RawMember member, JsonToken opening) {
    List<RawMember> parts = new ArrayList<>();
    byte[] source = member.source();
    try (JsonParser parser =
        JSON.createParser(
            ObjectReadContext.empty(), source, member.start(), member.end() - member.start())) {
      if (parser.nextToken() != opening) {
        return parts;
      }
      for (JsonToken token = parser.nextToken();
          token != null && token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        String name = "";
        if (token == JsonToken.PROPERTY_NAME) {
          name = parser.currentName();
          parser.nextToken();
        }
        // Positions count from where the parser began.
        int start = member.start() + (int) parser.currentTokenLocation().getByteOffset();
        parser.finishToken();
        parser.skipChildren();
        int end = member.start() + (int) parser.currentLocation().getByteOffset();
        parts.add(new RawMember(name, source, start, end));
      }
      return parts;
    } catch (JacksonException unreadable) {
      return parts;
    }
  }
}
