// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

/** Whether the sessions behind one credential follow one another or run side by side. */
public enum PrincipalKind {
  /**
   * A person or an agent with its own credential. Taint, pause and kill also stand on the floor, so
   * that a new id sheds nothing.
   */
  EXCLUSIVE,
  /** One service account behind many concurrent sessions. Latches stay on the session key. */
  SHARED
}
