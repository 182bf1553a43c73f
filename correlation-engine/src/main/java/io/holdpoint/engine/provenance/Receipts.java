// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Act;
import io.holdpoint.engine.intent.Folding;
import io.holdpoint.engine.intent.Sentences.Reading;
import io.holdpoint.engine.intent.Tokens;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Tells what a result says of its own call, such as "sent to ann@corp.example", from what it asks
 * for. Whoever wrote the result gains little by putting an instruction so: it may speak of no act
 * but that of the call, and of no address but those that the agent itself had given.
 */
final class Receipts {

  /** Beyond these first words of a sentence nobody reports. */
  private static final int FIRST = 4;

  /** How tools say that they did it. */
  private static final long[] REPORTS =
      Stream.of(
              "added",
              "booked",
              "cancelled",
              "canceled",
              "changed",
              "closed",
              "created",
              "deleted",
              "delivered",
              "executed",
              "forwarded",
              "granted",
              "invited",
              "moved",
              "ordered",
              "paid",
              "posted",
              "published",
              "removed",
              "renamed",
              "replied",
              "reserved",
              "saved",
              "scheduled",
              "sent",
              "shared",
              "submitted",
              "transferred",
              "updated",
              "uploaded",
              "written",
              "successfully",
              "gesendet",
              "verschickt",
              "gebucht",
              "bezahlt",
              "enviado",
              "enviada",
              "inviato",
              "inviata")
          .mapToLong(Folding::hash)
          .sorted()
          .toArray();

  private Receipts() {}

  /**
   * @param acts what the call could do
   * @param echo what the call said
   */
  static boolean isReceipt(Reading reading, Tokens tokens, int from, int to, int acts, Echo echo) {
    int effects = reading.acts() & Act.EFFECTS;
    return effects != 0
        && (effects & ~acts) == 0
        && reports(tokens, from, Math.min(to, from + FIRST))
        && leadsNowhereElse(tokens, from, to, echo);
  }

  private static boolean reports(Tokens tokens, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Arrays.binarySearch(REPORTS, tokens.hash(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean leadsNowhereElse(Tokens tokens, int from, int to, Echo echo) {
    for (int i = 0; i < tokens.identifiers(); i++) {
      int at = tokens.tokenOf(i);
      boolean inside = at >= from && at < to;
      if (inside && tokens.shape(i).isAddress() && !echo.contains(tokens.identifier(i))) {
        return false;
      }
    }
    return true;
  }
}
