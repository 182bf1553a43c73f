// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.wire.WireCodec;

/** What a gateway tells the engine it follows: a letter, a space, and the rest as text. */
public sealed interface GatewayWord {

  /**
   * Asks for all signals after the last one that stands: the first word, and again after a gap.
   *
   * @param journalId whose signals it knows, empty if of none
   * @param applied the sequence of the last one, 0 if of none
   */
  record Hello(String journalId, long applied) implements GatewayWord {
    public Hello {
      requireNonNull(journalId, "journalId");
    }
  }

  /**
   * A signal stands at this gateway and on its disk.
   *
   * @param sequence of the signal
   */
  record Applied(long sequence) implements GatewayWord {}

  /**
   * What an upstream offers, seen at this gateway.
   *
   * @param offer the definition; how far it is trusted is the engine's to say
   */
  record Saw(OfferEvent.Sighted offer) implements GatewayWord {
    public Saw {
      requireNonNull(offer, "offer");
    }
  }

  /** The gateway lives, and asks whether the engine does. */
  record Beat() implements GatewayWord {}

  /** The bytes on the wire. */
  default byte[] write() {
    String text =
        switch (this) {
          case Hello hello -> "H " + hello.applied() + " " + hello.journalId();
          case Applied done -> "A " + done.sequence();
          case Saw saw ->
              "O - "
                  + new String(
                      WireCodec.RECORD.write(new JournalRecord.Offered(saw.offer())), UTF_8);
          case Beat beat -> "B";
        };
    return text.getBytes(UTF_8);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static GatewayWord read(byte[] bytes) {
    String[] parts = new String(bytes, UTF_8).split(" ", 3);
    try {
      return switch (parts[0] + parts.length) {
        case "H3" -> new Hello(parts[2], Long.parseLong(parts[1]));
        case "A2" -> new Applied(Long.parseLong(parts[1]));
        case "O3" -> new Saw(offer(parts[2]));
        case "B1" -> new Beat();
        default ->
            throw new IllegalArgumentException(
                "gateway's word: got another (expected: H, A, O, B)");
      };
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          "gateway's word: got a damaged " + parts[0] + " (expected: a number)");
    }
  }

  private static OfferEvent.Sighted offer(String json) {
    if (WireCodec.RECORD.read(json.getBytes(UTF_8)) instanceof JournalRecord.Offered offered
        && offered.event() instanceof OfferEvent.Sighted sighted) {
      return sighted;
    }
    throw new IllegalArgumentException(
        "gateway's word: got something else of an offer (expected: what was seen)");
  }
}
