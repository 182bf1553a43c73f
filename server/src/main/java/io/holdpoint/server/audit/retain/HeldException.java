// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.retain;

/** A legal hold forbids it. */
public final class HeldException extends Exception {

  private static final long serialVersionUID = 1L;

  HeldException(String message) {
    super(message);
  }
}
