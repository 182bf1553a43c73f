// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.about;

import io.holdpoint.engine.rules.about.Promotion.Evidence;
import java.util.ArrayList;
import java.util.List;

/** Writes into the text of a rule file what was shown of it. Everything else stays as it stood. */
public final class PromotedText {
  private static final String MODE = "mode:";
  private static final String PROMOTION = "promotion:";

  private PromotedText() {}

  /** The text with this evidence in place of any before, and enforced. */
  public static String of(String text, Evidence evidence) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    boolean placed = false;
    for (String line : text.lines().toList()) {
      boolean top = !line.isBlank() && !Character.isWhitespace(line.charAt(0));
      inside = (inside && !top) || line.startsWith(PROMOTION);
      if (inside) {
        continue;
      }
      if (line.startsWith(MODE)) {
        add(lines, evidence);
        placed = true;
      } else {
        lines.add(line);
      }
    }
    if (!placed) {
      add(lines, evidence);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void add(List<String> lines, Evidence evidence) {
    lines.add("mode: enforce");
    lines.add(PROMOTION);
    lines.add("  sessions: " + evidence.sessions());
    lines.add("  false-positives: " + evidence.falsePositives());
    lines.add("  days: " + evidence.days());
    lines.add("  source: " + quoted(evidence.source()));
    lines.add("  by: " + quoted(evidence.by()));
    lines.add("  date: " + evidence.date());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else {
        quoted.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return quoted.append('"').toString();
  }
}
