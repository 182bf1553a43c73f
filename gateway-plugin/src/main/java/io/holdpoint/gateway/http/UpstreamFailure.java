// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

/** Why no answer came. */
public enum UpstreamFailure {
  /** No connection: nothing was sent. */
  UNREACHABLE(false, "no connection"),
  /** No connection within the limit: nothing was sent. */
  CONNECT_TIMEOUT(false, "no connection within the limit"),
  /** Sent, and no answer within the limit. */
  ANSWER_TIMEOUT(true, "no answer within the limit"),
  /** Sent, perhaps, and the connection was lost before the answer was complete. */
  LOST(true, "the connection ended before the answer was complete"),
  /** Sent, and the answer was no HTTP/1.1. */
  UNREADABLE(true, "the answer was no HTTP/1.1"),
  /** Not taken: the upstream does not accept the credential of the gateway, or asks for one. */
  CREDENTIAL_REFUSED(false, "a refusal of this gateway's credential, or of having none"),
  /** Not sent: the gateway has no credential for the upstream and cannot get one now. */
  CREDENTIAL_MISSING(false, "no credential for it"),
  /** Not sent: the credential is got for the caller's access token, and it came with none. */
  CREDENTIAL_NEEDS_TOKEN(false, "no access token of the caller, for which its credential is got"),
  /** Not sent: the credential is got for calls a person approved, and nobody approved this one. */
  CREDENTIAL_NEEDS_APPROVAL(false, "no person's approval, for which its credential is got");

  private final boolean sent;
  private final String text;

  UpstreamFailure(boolean sent, String text) {
    this.sent = sent;
    this.text = text;
  }

  /** True if the upstream may have acted on the request. */
  public boolean sent() {
    return sent;
  }

  /** What happened, for people. */
  public String text() {
    return text;
  }
}
