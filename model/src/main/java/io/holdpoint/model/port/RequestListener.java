// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.telemetry.ServedRequest;

/** Is told of requests once they are answered, on the thread that answered; must not block. */
public interface RequestListener {

  /** Listens to none. */
  RequestListener NONE = request -> {};

  /** A request was answered. */
  void served(ServedRequest request);
}
