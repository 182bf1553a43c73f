// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.clients;

/** What happens to a call, a column of the table. */
enum Scenario {
  PERMIT("permit"),
  DENY("deny"),
  MASK("mask"),
  APPROVED("hold, approve"),
  EXPIRED("hold, expire"),
  APPROVED_LATE("hold, give up, approve, retry"),
  KILL("kill in flight"),
  RECONNECT("reconnect after kill");

  private final String title;

  Scenario(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
