// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.wire;

/** JSON that is no request. The message is for the sender. */
public final class UnreadableJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableJsonException(String message) {
    super(message);
  }
}
