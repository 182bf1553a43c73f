// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

/**
 * What the messages inside attributes and links look like, as far as it takes to tell whether bytes
 * are such messages. Numbers of fields are those of OTLP 1.11.
 */
enum Shape {
  /** Not a message: bytes that must be UTF-8. */
  TEXT,
  ANY_VALUE,
  ARRAY_VALUE,
  KEY_VALUE_LIST,
  KEY_VALUE,
  SCOPE,
  LINK,
  ENTITY_REF;

  /** Reads a message to its end and finds fault with what no parser could read. */
  void check(ProtoCursor in) throws InvalidProtocolBufferException {
    while (in.next()) {
      Shape part = in.isDelimited() ? part(in.field()) : null;
      if (part == null) {
        in.skip();
      } else {
        part.checkField(in);
      }
    }
  }

  /** The same for the field the reader stands at, whose shape this is. */
  void checkField(ProtoCursor in) throws InvalidProtocolBufferException {
    if (this == TEXT) {
      int length = in.length();
      in.requireUtf8(length);
      in.pass(length);
      return;
    }
    int outer = in.enter();
    check(in);
    in.leave(outer);
  }

  private @Nullable Shape part(int field) {
    return switch (this) {
      case TEXT -> null;
      case ANY_VALUE ->
          switch (field) {
            case 1 -> TEXT;
            case 5 -> ARRAY_VALUE;
            case 6 -> KEY_VALUE_LIST;
            default -> null;
          };
      case ARRAY_VALUE -> field == 1 ? ANY_VALUE : null;
      case KEY_VALUE_LIST -> field == 1 ? KEY_VALUE : null;
      case KEY_VALUE -> field == 1 ? TEXT : field == 2 ? ANY_VALUE : null;
      case SCOPE -> field == 1 || field == 2 ? TEXT : field == 3 ? KEY_VALUE : null;
      case LINK -> field == 3 ? TEXT : field == 4 ? KEY_VALUE : null;
      case ENTITY_REF -> field >= 1 && field <= 4 ? TEXT : null;
    };
  }
}
