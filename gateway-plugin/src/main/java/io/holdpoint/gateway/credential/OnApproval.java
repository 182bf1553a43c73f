// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.Glob;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A credential for calls that a person approved: got after that, for the one call, and forgotten
 * with it.
 *
 * @param usual for whatever else goes to the upstream, or null if that goes without
 * @param approved the credential; not one that is known before
 * @param tools whose calls need it
 */
public record OnApproval(
    @Nullable CredentialSettings usual, CredentialSettings approved, List<Glob> tools)
    implements CredentialSettings {

  public OnApproval {
    requireNonNull(approved, "approved");
    if (approved instanceof UpstreamSecret || approved instanceof OnApproval) {
      throw new IllegalArgumentException(
          "on-approval: got a credential that is known before (expected: file, command, keystore or"
              + " oauth)");
    }
    tools = List.copyOf(tools);
  }

  /** True if a call of this tool needs it; an empty name is no call. */
  public boolean covers(String tool) {
    String lower = tool.toLowerCase(Locale.ROOT);
    return !tool.isEmpty() && tools.stream().anyMatch(glob -> glob.matches(lower));
  }
}
