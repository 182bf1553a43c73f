// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.wire.WireCodec;
import java.util.Base64;

/** What the engine tells a gateway that follows it: a letter, a space, and the rest as text. */
public sealed interface EngineWord {

  /**
   * Which journal the signals that follow are of: always the first word.
   *
   * @param id of the journal; a gateway that meets another one starts over, on top of what stands
   * @param latest the sequence of its latest signal, 0 if there is none
   */
  record Journal(String id, long latest) implements EngineWord {
    public Journal {
      requireNonNull(id, "id");
    }
  }

  /**
   * A durable signal.
   *
   * @param published with its sequence
   * @param seal the engine's signature
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never changed or compared.
  record Sealed(Published published, byte[] seal) implements EngineWord {
    public Sealed {
      requireNonNull(published, "published");
      requireNonNull(seal, "seal");
    }
  }

  /**
   * Something else that all gateways are to know: a declared session, or what stands on an offer.
   * Told after the signals and with every change; hearing it twice changes nothing.
   *
   * @param fact as a journal keeps it
   * @param seal the engine's signature
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never changed or compared.
  record Told(JournalRecord fact, byte[] seal) implements EngineWord {
    public Told {
      requireNonNull(fact, "fact");
      requireNonNull(seal, "seal");
    }
  }

  /** All there is to be known so far was told; what follows is new. */
  record AllTold() implements EngineWord {}

  /**
   * The engine lives.
   *
   * @param latest the sequence of its latest signal
   */
  record Beat(long latest) implements EngineWord {}

  /** The bytes on the wire. */
  default byte[] write() {
    String text =
        switch (this) {
          case Journal journal -> "J " + journal.latest() + " " + journal.id();
          case Sealed sealed ->
              "S "
                  + Base64.getEncoder().encodeToString(sealed.seal())
                  + " "
                  + new String(WireCodec.PUBLISHED.write(sealed.published()), UTF_8);
          case Told told ->
              "T "
                  + Base64.getEncoder().encodeToString(told.seal())
                  + " "
                  + new String(WireCodec.RECORD.write(told.fact()), UTF_8);
          case AllTold all -> "E";
          case Beat beat -> "B " + beat.latest();
        };
    return text.getBytes(UTF_8);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static EngineWord read(byte[] bytes) {
    String[] parts = new String(bytes, UTF_8).split(" ", 3);
    try {
      return switch (parts[0] + parts.length) {
        case "J3" -> new Journal(parts[2], Long.parseLong(parts[1]));
        case "S3" ->
            new Sealed(
                WireCodec.PUBLISHED.read(parts[2].getBytes(UTF_8)),
                Base64.getDecoder().decode(parts[1]));
        case "T3" ->
            new Told(
                WireCodec.RECORD.read(parts[2].getBytes(UTF_8)),
                Base64.getDecoder().decode(parts[1]));
        case "E1" -> new AllTold();
        case "B2" -> new Beat(Long.parseLong(parts[1]));
        default ->
            throw new IllegalArgumentException(
                "engine's word: got another (expected: J, S, T, E, B)");
      };
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "engine's word: got a damaged " + parts[0] + " (expected: numbers and base64)");
    }
  }
}
