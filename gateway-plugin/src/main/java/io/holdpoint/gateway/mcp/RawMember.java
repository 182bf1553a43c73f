// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * A member of a JSON object, known by where its value stands in the bytes received.
 *
 * @param name its name
 * @param source the bytes; not copied, so not to be changed
 * @param start where its value begins
 * @param end where its value ends, exclusive
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
public record RawMember(String name, byte[] source, int start, int end) {

  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  /** True for a JSON string. */
  public boolean isText() {
    return source[start] == '"';
  }

  /** True for a JSON object. */
  public boolean isObject() {
    return source[start] == '{';
  }

  /** True for a JSON array. */
  public boolean isArray() {
    return source[start] == '[';
  }

  /** True for the JSON literal {@code true}. */
  public boolean isTrue() {
    return source[start] == 't';
  }

  /** The value exactly as it stands. */
  public String raw() {
    return new String(source, start, end - start, StandardCharsets.UTF_8);
  }

  /** A string's text with its escapes resolved; any other value exactly as it stands. */
  public String text() {
    if (!isText()) {
      return raw();
    }
    for (int i = start + 1; i < end - 1; i++) {
      if (source[i] == '\\') {
        return unescaped();
      }
    }
    return new String(source, start + 1, end - start - 2, StandardCharsets.UTF_8);
  }

  private String unescaped() {
    try (JsonParser parser =
        JSON.createParser(ObjectReadContext.empty(), source, start, end - start)) {
      parser.nextToken();
      return parser.getString();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawMember m
        && name.equals(m.name)
        && Arrays.equals(source, start, end, m.source, m.start, m.end);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The name only: values may be secret. */
  @Override
  public String toString() {
    return "member " + name;
  }
}
