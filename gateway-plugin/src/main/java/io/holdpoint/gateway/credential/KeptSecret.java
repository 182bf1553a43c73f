// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import io.holdpoint.gateway.http.Requester;
import java.time.Duration;

/** Issues what lies ready elsewhere. */
record KeptSecret(ReferredSecret referred) implements Issuance {

  private static final Duration AGE = Duration.ofMinutes(5);

  @Override
  public String header() {
    return referred.header();
  }

  @Override
  public Renewed.Origin origin(Requester requester) {
    return () ->
        new Renewed.Fetched(
            UpstreamSecret.sendable(referred.prefix() + referred.secret().read()), AGE);
  }
}
