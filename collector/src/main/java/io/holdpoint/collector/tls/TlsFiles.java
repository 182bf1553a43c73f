// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.tls;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a listener's identity stands.
 *
 * @param certificate the chain in PEM, its own certificate first
 * @param key the private key in PEM, PKCS 8, not encrypted
 * @param clientAuthority certificates in PEM one of which must have signed a sender's, or null if
 *     senders need none
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientAuthority) {

  public TlsFiles {
    requireNonNull(certificate, "certificate");
    requireNonNull(key, "key");
  }
}
