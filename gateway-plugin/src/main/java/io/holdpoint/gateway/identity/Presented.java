// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

/** What the gateway's own credentials say of what a caller has presented. */
public sealed interface Presented {

  /** It is this one. */
  record Known(Principal principal) implements Presented {}

  /** Nothing here knows it; it may be an access token. */
  record Unknown() implements Presented {}

  /**
   * It is not to be admitted, whatever else it has.
   *
   * @param why for the caller; says nothing about other credentials
   */
  record Refused(String why) implements Presented {}
}
