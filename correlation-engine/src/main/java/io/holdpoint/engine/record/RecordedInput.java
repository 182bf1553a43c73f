// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record;

import java.util.function.Predicate;

/** A record that can be read. */
public interface RecordedInput {

  /**
   * Hands over every entry in order, until the reader has enough.
   *
   * @param reader returns false once it has enough
   */
  void read(Predicate<Entry> reader);
}
