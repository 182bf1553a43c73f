// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.upstream;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Requester;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/**
 * A way to one upstream server. Whatever that speaks, requests and answers here have the form of
 * streamable HTTP. Safe for use by many loops.
 */
public interface UpstreamTransport extends AutoCloseable {

  /** Sends a request. Call it on {@code loop}; the listener hears of it there. */
  UpstreamCall send(Loop loop, UpstreamRequest request, UpstreamListener listener);

  /**
   * Nothing of a protocol session shall run any more: it was killed. Call it on {@code loop}.
   *
   * @param owner as in the session's requests
   * @param sessionId the session's id; empty for all that the owner has here
   */
  void end(Loop loop, String owner, String sessionId);

  /**
   * What tells the server that a protocol session is over, or null where nothing is sent to it.
   *
   * @param owner as in the session's requests
   * @param sessionId the session's id, possibly empty
   */
  default @Nullable UpstreamRequest farewell(String owner, String sessionId) {
    return null;
  }

  /**
   * Why a request for this requester would not be sent, or null. Cheap, and asked on any thread.
   */
  default @Nullable UpstreamFailure objection(Requester requester) {
    return null;
  }

  /** Where the server is. */
  Address address();

  /** Ends what it holds: processes, streams. Calls under way are lost. Waits for a few seconds. */
  @Override
  void close();

  /**
   * Where an upstream is.
   *
   * @param host its name or address; empty where it is a process of this machine
   * @param port its port; 0 where it is a process
   * @param text both, for people
   */
  record Address(String host, int port, String text) {}
}
