// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

/**
 * Something sensitive in a JSON text.
 *
 * @param start where it begins, in bytes
 * @param end where it ends, exclusive
 * @param type what it is
 * @param name what the operator calls it, empty if it was not the operator who named it
 * @param text what it says, as it is meant
 * @param place what it is a part of
 * @param formal true where a schema may say what the value looks like
 */
record Finding(
    int start, int end, EntityType type, String name, String text, Place place, boolean formal) {

  /** What a finding is a part of. */
  enum Place {
    TEXT,
    KEY,
    NUMBER
  }

  /** How it is called in masked texts. */
  String label() {
    return name.isEmpty() ? type.id() : name;
  }

  /** Never what it says. */
  @Override
  public String toString() {
    return "Finding[" + label() + " " + start + "-" + end + "]";
  }
}
