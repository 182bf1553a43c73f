// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The credential an agent calls with, which is what identifies it; names and versions are claims
 * (see {@link AgentClaim}).
 *
 * @param tenant the tenant, {@code default} where there is only one
 * @param issuer who vouches for the subject, for example {@code holdpoint:key} or an OIDC issuer
 * @param subject the principal: an authenticated person or service account
 * @param clientId the client the credential was issued to, or null if the credential names none
 * @param keyId the key or token id, never the secret itself, or null
 */
public record AgentIdentity(
    String tenant,
    String issuer,
    String subject,
    @Nullable String clientId,
    @Nullable String keyId) {

  /** The subject of callers without a credential, where the operator admits them. */
  public static final String ANONYMOUS = "anonymous";

  public AgentIdentity {
    requireText(tenant, "tenant");
    requireText(issuer, "issuer");
    requireText(subject, "subject");
  }

  private static void requireText(String value, String name) {
    if (requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + ": got \"\" (expected: a non-blank text)");
    }
  }
}
