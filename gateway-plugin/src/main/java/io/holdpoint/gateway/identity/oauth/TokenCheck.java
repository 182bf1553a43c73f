// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import io.holdpoint.gateway.identity.Principal;

/** What became of a token. */
public sealed interface TokenCheck {

  /**
   * It is good for the resource it was presented at.
   *
   * @param bound true if it is bound to the certificate it came with
   */
  record Good(Principal principal, boolean bound) implements TokenCheck {}

  /**
   * It is not.
   *
   * @param why for whoever presented it; says nothing about other tokens
   */
  record Bad(String why) implements TokenCheck {}

  /**
   * Nobody could tell.
   *
   * @param why for operators
   */
  record Unsure(String why) implements TokenCheck {}
}
