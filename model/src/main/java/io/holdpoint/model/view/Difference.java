// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import java.util.Locale;

/** In what a framework's account of a call differs from the gateway's. */
public enum Difference {
  ARGUMENTS,
  RESULT,
  /** One tells of success and the other does not. */
  STATUS,
  /** The call took longer than the framework says it did. */
  TIMES;

  /** The word used in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
