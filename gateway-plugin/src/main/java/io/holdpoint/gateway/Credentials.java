// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.identity.CredentialTable;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.model.identity.AgentIdentity;

/** Turns configured credentials into the table callers are looked up in. */
final class Credentials {

  private static final String ISSUER = "holdpoint:key";

  private Credentials() {}

  static CredentialTable table(GatewayConfig config) {
    CredentialTable table = CredentialTable.empty();
    for (GatewayConfig.Credential credential : config.credentials()) {
      AgentIdentity identity =
          new AgentIdentity(config.tenant(), ISSUER, credential.subject(), null, credential.name());
      table =
          table.with(
              credential.token(), Principal.of(identity, credential.kind(), credential.agent()));
    }
    if (!config.anonymous()) {
      return table;
    }
    AgentIdentity nobody =
        new AgentIdentity(config.tenant(), ISSUER, AgentIdentity.ANONYMOUS, null, null);
    return table.admitting(Principal.of(nobody, config.anonymousKind(), ""));
  }
}
