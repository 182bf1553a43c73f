// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.outbound;

import java.io.IOException;

/** A request of the gateway's own that brought no usable answer. Its message holds no secret. */
public final class OutboundException extends IOException {

  private static final long serialVersionUID = 1L;

  OutboundException(String message) {
    super(message);
  }

  OutboundException(String message, Throwable cause) {
    super(message, cause);
  }
}
