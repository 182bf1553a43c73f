// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import java.util.Locale;

/** By what a framework's step was found to be the same call as a gateway's, the best first. */
public enum JoinWay {
  /** Both carry the id the model gave the call. */
  CALL_ID,
  /** One span is the W3C parent of the other. */
  PARENT,
  /** The same tool with the same arguments at the same time. */
  ARGUMENTS;

  /** The word used in the API, for example {@code call-id}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
