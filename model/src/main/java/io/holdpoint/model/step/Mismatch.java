// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import java.util.Locale;

/** How what a framework tells of calls and what the gateway saw of them do not fit together. */
public enum Mismatch {
  /** It tells of a result that is not the one the gateway delivered. */
  RESULT_DIFFERS,
  /** It tells of the success of a call that the gateway refused. */
  REFUSED_CLAIMED,
  /** It tells of a call of a guarded tool that never came through the gateway. */
  CALL_UNSEEN,
  /** The gateway saw a call that none of its model calls had asked for. */
  CALL_UNANNOUNCED,
  /** The gateway saw other arguments than the model gave the call of that id. */
  ARGUMENTS_DIFFER;

  /** The word used in events, reasons and pages, for example {@code result-differs}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
