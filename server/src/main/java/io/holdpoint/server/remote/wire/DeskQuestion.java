// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.wire.WireCodec;

/** What a gateway asks of the engine's approval desk: a letter, a space, and the rest as text. */
public sealed interface DeskQuestion {

  /** Puts a held call before people. */
  record Ask(ApprovalRequest request) implements DeskQuestion {
    public Ask {
      requireNonNull(request, "request");
    }
  }

  /** Uses a grant up for one call. */
  record Redeem(String ref, ApprovalRequest request) implements DeskQuestion {
    public Redeem {
      requireRef(ref);
      requireNonNull(request, "request");
    }
  }

  /** Waits a while for people; the answer says how the call stands then. */
  record Await(String ref) implements DeskQuestion {
    public Await {
      requireRef(ref);
    }
  }

  /** How a held call stands. */
  record Find(String ref) implements DeskQuestion {
    public Find {
      requireRef(ref);
    }
  }

  /** Its caller takes a call back. */
  record Withdraw(String ref, String why) implements DeskQuestion {
    public Withdraw {
      requireRef(ref);
      requireNonNull(why, "why");
    }
  }

  /** A caller came back with other arguments. */
  record Mismatched(String ref, Payload arguments) implements DeskQuestion {
    public Mismatched {
      requireRef(ref);
      requireNonNull(arguments, "arguments");
    }
  }

  /** The bytes on the wire. */
  default byte[] write() {
    String text =
        switch (this) {
          case Ask q -> "A - " + text(WireCodec.APPROVAL_REQUEST.write(q.request()));
          case Redeem q ->
              "R " + q.ref() + " " + text(WireCodec.APPROVAL_REQUEST.write(q.request()));
          case Await q -> "S " + q.ref() + " ";
          case Find q -> "F " + q.ref() + " ";
          case Withdraw q -> "W " + q.ref() + " " + q.why();
          case Mismatched q -> "M " + q.ref() + " " + text(WireCodec.PAYLOAD.write(q.arguments()));
        };
    return text.getBytes(UTF_8);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   * @throws io.holdpoint.model.wire.WireFormatException if what it carries cannot be read
   */
  static DeskQuestion read(byte[] bytes) {
    String[] parts = new String(bytes, UTF_8).split(" ", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "question to the desk: got " + parts.length + " parts (expected: 3)");
    }
    byte[] rest = parts[2].getBytes(UTF_8);
    return switch (parts[0]) {
      case "A" -> new Ask(WireCodec.APPROVAL_REQUEST.read(rest));
      case "R" -> new Redeem(parts[1], WireCodec.APPROVAL_REQUEST.read(rest));
      case "S" -> new Await(parts[1]);
      case "F" -> new Find(parts[1]);
      case "W" -> new Withdraw(parts[1], parts[2]);
      case "M" -> new Mismatched(parts[1], WireCodec.PAYLOAD.read(rest));
      default ->
          throw new IllegalArgumentException(
              "question to the desk: got another (expected: A, R, S, F, W, M)");
    };
  }

  private static void requireRef(String ref) {
    if (ref.isEmpty() || ref.length() > 64 || ref.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(
          "approval: got a reference of " + ref.length() + " characters (expected: one word)");
    }
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }
}
