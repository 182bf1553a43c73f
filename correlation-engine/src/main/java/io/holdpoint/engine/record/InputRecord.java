// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record;

/**
 * Where an engine writes what it is told, before anything becomes of it. Every method returns once
 * the entry survives the end of the process, also by force, and never fails: a record that cannot
 * be written any more says so by itself and is not used again. Safe for use by many threads.
 */
public interface InputRecord {

  /** Writes nothing down. */
  InputRecord NONE =
      new InputRecord() {
        @Override
        public long told(Entry.Way way, long arrival, Input input) {
          return 0;
        }

        @Override
        public void taken(long position) {}

        @Override
        public void givenUp(long position) {}
      };

  /**
   * The engine is told something. The order of calls is the order in which it is taken in.
   *
   * @param arrival engine time in milliseconds since 1970
   * @return the entry's position
   */
  long told(Entry.Way way, long arrival, Input input);

  /** What was left of the entry at {@code position} is about to be done. */
  void taken(long position);

  /** What was left of the entry at {@code position} will never be done. */
  void givenUp(long position);
}
