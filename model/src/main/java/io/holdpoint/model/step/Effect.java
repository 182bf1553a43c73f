// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import java.util.Locale;

/** What a tool can do to the world. Rules speak of effects, never of tool names. */
public enum Effect {
  READ,
  WRITE,
  DESTROY,
  PAY,
  EGRESS,
  EXEC,
  ADMIN,
  DELEGATE,
  DISCOVER,
  MEMORY_READ,
  MEMORY_WRITE;

  /** The word used in files, attributes and pages, for example {@code memory-read}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
