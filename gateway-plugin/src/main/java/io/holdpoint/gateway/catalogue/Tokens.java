// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.model.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The tokens of a JSON text, from whoever can read it. */
sealed interface Tokens {

  @Nullable JsonToken next();

  /** Passes over the object or array that just began, if one did. */
  void skipChildren();

  /** The current member's name. */
  String name();

  /** The current text or number. */
  String text();

  /** How long the current text is. */
  int textLength();

  /** By the general parser. */
  record General(JsonParser parser) implements Tokens {

    @Override
    public @Nullable JsonToken next() {
      return parser.nextToken();
    }

    @Override
    public void skipChildren() {
      parser.skipChildren();
    }

    @Override
    public String name() {
      return parser.currentName();
    }

    @Override
    public String text() {
      return parser.getString();
    }

    @Override
    public int textLength() {
      return parser.getStringLength();
    }
  }

  /** By the fast one, which throws {@link JsonCursor.NotPlain} at what it does not read. */
  record Plain(JsonCursor cursor) implements Tokens {

    @Override
    public @Nullable JsonToken next() {
      return cursor.next();
    }

    @Override
    public void skipChildren() {
      cursor.skipChildren();
    }

    @Override
    public String name() {
      return cursor.name();
    }

    @Override
    public String text() {
      int from = cursor.textStart();
      String text =
          new String(cursor.bytes(), from, cursor.textEnd() - from, StandardCharsets.UTF_8);
      // A question mark may be half a surrogate pair that UTF-8 cannot hold.
      if (cursor.hasEscapes() || text.indexOf('?') >= 0) {
        throw JsonCursor.notPlain();
      }
      return text;
    }

    @Override
    public int textLength() {
      return cursor.textLength();
    }
  }
}
