// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import io.holdpoint.gateway.http.Requester;
import io.holdpoint.gateway.http.UpstreamFailure;
import org.jspecify.annotations.Nullable;

/** Where the credentials of one upstream come from. Safe for use by many threads. */
interface Issuance extends AutoCloseable {

  /** The name of the field they travel in. */
  String header();

  /** Gets one for a requester that nothing was objected to. */
  Renewed.Origin origin(Requester requester);

  /** Why a requester gets none, or null. */
  default @Nullable UpstreamFailure objection(Requester requester) {
    return null;
  }

  @Override
  default void close() {}
}
