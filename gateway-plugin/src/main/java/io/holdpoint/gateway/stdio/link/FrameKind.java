// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.link;

import org.jspecify.annotations.Nullable;

/**
 * What one line of the link is. A line is the kind's letter, then the body: JSON without a line
 * break, or a text. The wrapper speaks first.
 */
public enum FrameKind {
  /** Wrapper: who it is ({@link Hello}). Always its first line. */
  HELLO('H'),
  /** Wrapper: a message its client sent, to be judged. */
  FROM_CLIENT('C'),
  /** Wrapper: a message its server sent, to be judged. */
  FROM_SERVER('S'),
  /** Wrapper: a client's first word, which it relayed by itself. */
  OPENED('O'),
  /**
   * Wrapper: a call that went on while nobody could judge it, and its answer ({@link Unjudged}).
   */
  UNJUDGED('U'),
  /** Daemon: welcome; the body says which version it has. Always its first line. */
  WELCOME('W'),
  /** Daemon: not welcome; the body says why. It ends the link. */
  REFUSED('R'),
  /** Daemon: a message for the client. */
  TO_CLIENT('c'),
  /** Daemon: a message for the server. */
  TO_SERVER('s'),
  /** Daemon: what to do with each tool while it is away ({@link AwayModes}). */
  TOOLS('t'),
  /** Daemon: the session was killed; the server is to be ended. The body is what to say of it. */
  ENDED('e'),
  /** Daemon: something for people to read. */
  NOTE('n');

  /** Both ends must speak the same protocol; raised with every change that the other must know. */
  public static final int PROTOCOL = 2;

  private final byte letter;

  FrameKind(char letter) {
    this.letter = (byte) letter;
  }

  /** The first byte of its lines. */
  public byte letter() {
    return letter;
  }

  /** The kind of a line, or null if it is none of ours. */
  public static @Nullable FrameKind of(byte[] line) {
    for (FrameKind kind : values()) {
      if (line.length > 0 && line[0] == kind.letter) {
        return kind;
      }
    }
    return null;
  }
}
