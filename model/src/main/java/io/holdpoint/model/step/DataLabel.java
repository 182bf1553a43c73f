// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import java.util.Locale;

/** What is known about data that reached an agent. */
public enum DataLabel {
  /** Belongs to somebody: customer records, mail, internal documents. */
  PRIVATE,
  /** Opens something: keys, tokens, passwords. */
  SECRET,
  /** Written by somebody the organisation does not answer for. */
  UNTRUSTED;

  /** The word used in files, attributes and pages, for example {@code secret}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
