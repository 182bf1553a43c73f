// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import tools.jackson.databind.json.JsonMapper;

/** Writes views as JSON: instants in ISO 8601, absent values as null. Safe for many threads. */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** The mapper, for readers of request bodies. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** A view as JSON text in one line. */
  public static String text(Object view) {
    return MAPPER.writeValueAsString(view);
  }

  /** A view as JSON in UTF-8. */
  public static byte[] bytes(Object view) {
    return MAPPER.writeValueAsBytes(view);
  }
}
