// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

/** Ends a subscription; closing twice does nothing. */
public interface Subscription extends AutoCloseable {

  @Override
  void close();
}
