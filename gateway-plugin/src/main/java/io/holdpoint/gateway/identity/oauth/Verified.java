// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import io.holdpoint.gateway.identity.Principal;
import java.time.Instant;
import java.util.List;

/**
 * A token whose origin and times were checked; for whom it was issued is checked at each use.
 *
 * @param principal who presents it
 * @param audience for whom it was issued
 * @param expires after which it counts no more
 * @param boundTo the thumbprint of the certificate it counts with only, empty if it needs none (RFC
 *     8705)
 */
record Verified(Principal principal, List<String> audience, Instant expires, String boundTo) {

  Verified {
    audience = List.copyOf(audience);
  }
}
