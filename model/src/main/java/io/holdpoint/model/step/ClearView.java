// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import static java.util.Objects.requireNonNull;

/**
 * What a payload says, unmasked. Handed beside a step to what judges in the same process, and part
 * of no record: nothing that is written, sent or shown can carry it along by accident.
 *
 * @param text JSON text of arguments or a result, plain text of a message; empty if unknown here
 */
public record ClearView(String text) {

  /** Nothing is known in the clear. */
  public static final ClearView NONE = new ClearView("");

  public ClearView {
    requireNonNull(text, "text");
  }

  /** True if nothing is known in the clear. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** Never what it says. */
  @Override
  public String toString() {
    return "ClearView[" + text.length() + " characters]";
  }
}
