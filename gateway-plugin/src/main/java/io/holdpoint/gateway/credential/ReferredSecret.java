// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

/**
 * A fixed secret that is looked up where it is kept when it is first needed.
 *
 * @param header the field it travels in
 * @param prefix stands before it, for example {@code "Bearer "}
 * @param secret where it is kept
 */
public record ReferredSecret(String header, String prefix, SecretReference secret)
    implements CredentialSettings {

  public ReferredSecret {
    header = UpstreamSecret.checkedHeader(header);
    requireNonNull(prefix, "prefix");
    requireNonNull(secret, "secret");
  }
}
