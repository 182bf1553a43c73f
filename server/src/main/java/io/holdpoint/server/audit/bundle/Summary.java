// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import io.holdpoint.server.audit.export.AuditRecord;
import io.holdpoint.server.audit.facts.RecordFacts;
import java.util.List;

/** A bundle for people who only want to read it. */
final class Summary {

  private static final int LONGEST = 300;

  private Summary() {}

  /** A record in a line; nothing in it steers a terminal. */
  static String line(AuditRecord entry) {
    RecordFacts facts = entry.facts();
    StringBuilder line = new StringBuilder();
    line.append(entry.number()).append("  ").append(facts.at()).append("  ").append(facts.kind());
    for (String part : List.of(facts.what(), facts.outcome(), facts.reason(), by(facts.actor()))) {
      if (!part.isEmpty()) {
        line.append("  ").append(part);
      }
    }
    return printable(line.length() <= LONGEST ? line.toString() : line.substring(0, LONGEST));
  }

  static String text(Manifest manifest, List<String> lines) {
    StringBuilder text = new StringBuilder();
    text.append("Evidence of session ").append(printable(manifest.session())).append('\n');
    text.append("journal ").append(manifest.journal()).append('\n');
    text.append("made at ").append(manifest.madeAt()).append(" by ");
    text.append(printable(manifest.madeBy())).append('\n');
    text.append(manifest.records()).append(" records, from number ").append(manifest.first());
    text.append(" to ").append(manifest.last()).append("; the journal was read up to record ");
    text.append(manifest.upTo()).append('\n');
    manifest.notes().forEach(note -> text.append("note: ").append(printable(note)).append('\n'));
    text.append("\nTo check it: holdpoint audit verify --bundle FILE --key audit.pub\n\n");
    lines.forEach(line -> text.append(line).append('\n'));
    if (lines.size() < manifest.records()) {
      text.append("... more in ").append(BundleFormat.RECORDS).append('\n');
    }
    return text.toString();
  }

  private static String by(String actor) {
    return actor.isEmpty() ? "" : "by " + actor;
  }

  private static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean steers =
                  type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.SURROGATE
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR;
              clean.appendCodePoint(steers ? 0xFFFD : c);
            });
    return clean.toString();
  }
}
