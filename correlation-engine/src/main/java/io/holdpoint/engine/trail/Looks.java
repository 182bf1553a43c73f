// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

/** What the arguments of one call look like: hashes and flags, no text. Immutable. */
final class Looks {
  static final Looks NONE = new Looks(0, 0, new long[0], 0, false, false);

  private final long resource;
  private final long destination;
  private final long[] touched;
  private final int places;
  private final boolean hidden;
  private final boolean encoded;

  /**
   * @param resource what the call acts on by an argument of its own, 0 if none says
   * @param destination where it leads, 0 if nowhere
   * @param touched everything it names: its resource and what has an ending
   * @param places kinds of places it names, as bits
   * @param hidden true if characters nobody sees are among them
   * @param encoded true if a long run of them is no language
   */
  Looks(
      long resource,
      long destination,
      long[] touched,
      int places,
      boolean hidden,
      boolean encoded) {
    this.resource = resource;
    this.destination = destination;
    this.touched = touched.clone();
    this.places = places;
    this.hidden = hidden;
    this.encoded = encoded;
  }

  long resource() {
    return resource;
  }

  long destination() {
    return destination;
  }

  int places() {
    return places;
  }

  boolean hidden() {
    return hidden;
  }

  boolean encoded() {
    return encoded;
  }

  /** True if both name one thing. */
  boolean touches(Looks other) {
    for (long theirs : other.touched) {
      for (long own : touched) {
        if (own == theirs) {
          return true;
        }
      }
    }
    return false;
  }

  /** True if it names one of the things. */
  boolean touches(Things things) {
    for (long own : touched) {
      if (things.has(own)) {
        return true;
      }
    }
    return false;
  }

  /** Adds all it names to the things. */
  void addTo(Things things) {
    for (long own : touched) {
      things.add(own);
    }
  }
}
