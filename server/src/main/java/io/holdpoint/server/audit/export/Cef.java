// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.server.audit.facts.RecordFacts;

/**
 * Records as lines of the Common Event Format, version 0. In the header a backslash and a pipe are
 * escaped and nothing may end the line; in the extension a backslash, an equals sign and line ends.
 * Every other control character is replaced.
 */
final class Cef {

  private static final char REPLACEMENT = '\uFFFD';
  private static final int LONGEST_TEXT = 1023;
  private static final int LONGEST_WORD = 63;
  private static final int LONGEST_CUSTOM = 4000;

  private final String version;

  Cef(String version) {
    this.version = requireNonNull(version, "version");
  }

  String line(AuditRecord entry) {
    RecordFacts facts = entry.facts();
    StringBuilder line = new StringBuilder(512);
    line.append("CEF:0|Holdpoint|Holdpoint|").append(header(version));
    line.append('|').append(header(facts.kind()));
    line.append('|').append(header(name(facts)));
    line.append('|').append(severity(entry.entry())).append('|');
    line.append("rt=").append(facts.at().toEpochMilli());
    line.append(" externalId=").append(entry.number());
    add(line, "suser", facts.actor(), LONGEST_TEXT);
    add(line, "act", facts.outcome(), LONGEST_WORD);
    add(line, "request", facts.what(), LONGEST_TEXT);
    add(line, "reason", facts.reason(), LONGEST_TEXT);
    custom(line, 1, "session", facts.session());
    custom(line, 2, "step", facts.step());
    custom(line, 3, "class", entry.recordClass());
    custom(line, 4, "hash", entry.hash());
    custom(line, 5, "detail", entry.detail().toString());
    return line.toString();
  }

  /** A line in place of a record that cannot be handed over. */
  String note(long number) {
    return "CEF:0|Holdpoint|Holdpoint|"
        + header(version)
        + "|not-sent|record refused by the far end|6|externalId="
        + number;
  }

  private static String name(RecordFacts facts) {
    String name = facts.what().isEmpty() ? facts.kind() : facts.kind() + " " + facts.what();
    return cut(name, 511);
  }

  private static void custom(StringBuilder line, int number, String label, String value) {
    if (!value.isEmpty()) {
      line.append(" cs").append(number).append("Label=").append(label);
      add(line, "cs" + number, value, LONGEST_CUSTOM);
    }
  }

  private static void add(StringBuilder line, String key, String value, int longest) {
    if (!value.isEmpty()) {
      line.append(' ').append(key).append('=').append(extension(cut(value, longest)));
    }
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  static String header(String text) {
    StringBuilder clean = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', '|' -> clean.append('\\').append(c);
        case '\n', '\r', '\t' -> clean.append(' ');
        default -> clean.append(steers(c) ? REPLACEMENT : c);
      }
    }
    return clean.toString();
  }

  static String extension(String text) {
    StringBuilder clean = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', '=' -> clean.append('\\').append(c);
        case '\n' -> clean.append("\\n");
        case '\r' -> clean.append("\\r");
        case '\t' -> clean.append(' ');
        default -> clean.append(steers(c) ? REPLACEMENT : c);
      }
    }
    return clean.toString();
  }

  /** Control characters, and the two separators that some readers end a line at. */
  private static boolean steers(char c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }

  /** From 0 to 10. */
  private static int severity(JournalRecord entry) {
    return switch (entry) {
      case JournalRecord.Decided r ->
          switch (r.decision().verdict()) {
            case Verdict.Permit p -> 1;
            case Verdict.Hold h -> 5;
            case Verdict.Deny d -> 7;
          };
      case JournalRecord.Signalled r ->
          switch (r.published().signal()) {
            case Signal.Kill k -> 10;
            case Signal.Pause p -> 8;
            case Signal.Restrict s -> 8;
            case Signal.Resume s -> 3;
            case Signal.Release s -> 3;
          };
      case JournalRecord.Bypassed r -> 9;
      case JournalRecord.ApprovalAsked r -> 4;
      case JournalRecord.ApprovalDecided r -> 3;
      case JournalRecord.ApprovalRedeemed r -> 3;
      case JournalRecord.ApprovalExpired r -> 3;
      case JournalRecord.RuleActivated r -> 3;
      case JournalRecord.PolicyActivated r -> 3;
      case JournalRecord.Audited r -> 2;
      case JournalRecord.Offered r -> 2;
      case JournalRecord.Attempted r -> 1;
      case JournalRecord.Dispatched r -> 1;
      case JournalRecord.Completed r -> 1;
      case JournalRecord.Declared r -> 1;
      case JournalRecord.SessionEnded r -> 1;
      case JournalRecord.Counted r -> 1;
      case JournalRecord.Recorded r -> 1;
    };
  }
}
