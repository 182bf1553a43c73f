// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record;

import static java.util.Objects.requireNonNull;

/**
 * One line of a record. Where a step could not be judged at once, its own entry says so, and a
 * later one, {@link Taken} or {@link GivenUp}, says what became of it.
 */
public sealed interface Entry {

  /** Its place: rises with every entry. */
  long position();

  /** How a step was taken in when it came. */
  enum Way {
    /** Judged at once, rules asked. */
    WHOLE,
    /** Its session knows it; the rules were asked when a {@link Taken} says so. */
    FACTS,
    /** The engine was not free in time: let go unjudged, taken in when a {@link Taken} says so. */
    LEFT,
    /** The engine was not free in time: held or denied, and never taken in. */
    UNJUDGED
  }

  /**
   * The engine was told something.
   *
   * @param arrival engine time of it, in milliseconds since 1970
   * @param way how it was taken in
   * @param input what
   */
  record Told(long position, long arrival, Way way, Input input) implements Entry {
    public Told {
      requireNonNull(way, "way");
      requireNonNull(input, "input");
    }
  }

  /**
   * What was left of an earlier entry is done now.
   *
   * @param of the earlier entry's position
   */
  record Taken(long position, long of) implements Entry {}

  /**
   * What was left of an earlier entry is never done.
   *
   * @param of the earlier entry's position
   */
  record GivenUp(long position, long of) implements Entry {}
}
