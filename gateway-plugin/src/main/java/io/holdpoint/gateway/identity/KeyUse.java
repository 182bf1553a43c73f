// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key, token or name of certificates of the gateway, and when it was last shown.
 *
 * @param credential its name
 * @param subject the principal
 * @param fingerprint the first digits of its SHA-256: enough to tell two keys apart, no use to
 *     anybody else; for certificates that are known by another name, that name
 * @param expires from when on it is good no more, null for never; of certificates the end of the
 *     one that was shown last
 * @param lastUsed since this process started, null if it was not
 */
public record KeyUse(
    String credential,
    String subject,
    String fingerprint,
    @Nullable Instant expires,
    @Nullable Instant lastUsed) {

  public KeyUse {
    requireNonNull(credential, "credential");
    requireNonNull(subject, "subject");
    requireNonNull(fingerprint, "fingerprint");
  }
}
