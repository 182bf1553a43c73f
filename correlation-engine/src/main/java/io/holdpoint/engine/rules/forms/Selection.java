// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.model.document.DocumentNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event and a condition as written in a rule file.
 *
 * @param scalar where and what
 * @param type the event
 */
record Selection(DocumentNode.Scalar scalar, EventType type) {
  private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z]+)\\s*");

  /** The selection, if the text is the name of an event and at most one condition in brackets. */
  static Optional<Selection> of(DocumentNode.Scalar scalar) {
    Matcher matcher = NAME.matcher(scalar.text());
    if (!matcher.lookingAt() || !isOneBracket(scalar.text().substring(matcher.end()).strip())) {
      return Optional.empty();
    }
    return EventType.named(matcher.group(1)).map(type -> new Selection(scalar, type));
  }

  private static boolean isOneBracket(String text) {
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote && text.charAt(i - 1) != '\\' ? 0 : quote;
        continue;
      }
      switch (c) {
        case '\'', '"' -> quote = c;
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {}
      }
      if (depth == 0 && i < text.length() - 1) {
        return false;
      }
    }
    return depth == 0 && quote == 0;
  }
}
