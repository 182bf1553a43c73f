// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.wire.WireCodec;
import java.time.DateTimeException;
import java.time.Instant;

/** What the engine's approval desk tells a gateway: a letter, a space, and the rest as text. */
public sealed interface DeskAnswer {

  /** The call waits for people. */
  record Waits(String ref, Instant expiresAt) implements DeskAnswer {
    public Waits {
      requireNonNull(ref, "ref");
      requireNonNull(expiresAt, "expiresAt");
    }
  }

  /** A grant stands that it may try to use up. */
  record MayGo(String ref) implements DeskAnswer {
    public MayGo {
      requireNonNull(ref, "ref");
    }
  }

  /** A person has refused it. */
  record Refused(String ref) implements DeskAnswer {
    public Refused {
      requireNonNull(ref, "ref");
    }
  }

  /** Its principal has too many calls before people. */
  record TooMany() implements DeskAnswer {}

  /** Whether a grant was used up; of what needs no more than a receipt, true. */
  record Done(boolean yes) implements DeskAnswer {}

  /** How a held call stands. */
  record Stands(Approval approval) implements DeskAnswer {
    public Stands {
      requireNonNull(approval, "approval");
    }
  }

  /** Nothing is known under the reference. */
  record Unknown() implements DeskAnswer {}

  /** The bytes on the wire. */
  default byte[] write() {
    String text =
        switch (this) {
          case Waits a -> "W " + a.ref() + " " + a.expiresAt();
          case MayGo a -> "G " + a.ref() + " ";
          case Refused a -> "R " + a.ref() + " ";
          case TooMany a -> "T - ";
          case Done a -> "D " + (a.yes() ? "yes" : "no") + " ";
          case Stands a -> "S - " + new String(WireCodec.APPROVAL.write(a.approval()), UTF_8);
          case Unknown a -> "U - ";
        };
    return text.getBytes(UTF_8);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   * @throws io.holdpoint.model.wire.WireFormatException if what it carries cannot be read
   */
  static DeskAnswer read(byte[] bytes) {
    String[] parts = new String(bytes, UTF_8).split(" ", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "answer of the desk: got " + parts.length + " parts (expected: 3)");
    }
    try {
      return switch (parts[0]) {
        case "W" -> new Waits(parts[1], Instant.parse(parts[2]));
        case "G" -> new MayGo(parts[1]);
        case "R" -> new Refused(parts[1]);
        case "T" -> new TooMany();
        case "D" -> new Done(parts[1].equals("yes"));
        case "S" -> new Stands(WireCodec.APPROVAL.read(parts[2].getBytes(UTF_8)));
        case "U" -> new Unknown();
        default ->
            throw new IllegalArgumentException(
                "answer of the desk: got another (expected: W, G, R, T, D, S, U)");
      };
    } catch (DateTimeException damaged) {
      throw new IllegalArgumentException(
          "answer of the desk: got no time (expected: one as in ISO 8601)");
    }
  }
}
