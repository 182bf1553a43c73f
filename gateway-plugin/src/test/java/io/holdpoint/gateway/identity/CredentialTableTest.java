// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.PrincipalKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CredentialTableTest {

  private static final Principal MIRA = principal("mira");
  private static final Principal NOBODY = principal("anonymous");
  private final CredentialTable table = CredentialTable.empty().with("correct-token", MIRA);

  @Test
  void findsOwner_ofToken() {
    assertThat(table.authenticate(List.of("Bearer correct-token"))).contains(MIRA);
    assertThat(table.authenticate(List.of("bearer  correct-token "))).contains(MIRA);
  }

  @Test
  void admitsNobodyElse() {
    assertThat(table.authenticate(List.of("Bearer correct-toke"))).isEmpty();
    assertThat(table.authenticate(List.of("Basic correct-token"))).isEmpty();
    assertThat(table.authenticate(List.of("Bearer correct-token", "Bearer x"))).isEmpty();
    assertThat(table.authenticate(List.of())).isEmpty();
  }

  @Test
  void doesNotTakeWrongToken_forNone() {
    CredentialTable open = table.admitting(NOBODY);
    assertThat(open.authenticate(List.of())).contains(NOBODY);
    assertThat(open.authenticate(List.of("Bearer wrong"))).isEmpty();
  }

  private static Principal principal(String subject) {
    AgentIdentity identity = new AgentIdentity("default", "holdpoint:key", subject, null, null);
    return Principal.of(identity, PrincipalKind.EXCLUSIVE, "");
  }
}
