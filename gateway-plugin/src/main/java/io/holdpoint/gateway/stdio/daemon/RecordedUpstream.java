// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.daemon;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.upstream.UpstreamTransport;

/**
 * Answers with what was answered before, and sends nothing: so what happened without the daemon is
 * judged, journaled and remembered like everything else.
 */
final class RecordedUpstream implements UpstreamTransport {

  private final byte[] answer;

  RecordedUpstream(byte[] answer) {
    this.answer = answer;
  }

  @Override
  public UpstreamCall send(Loop loop, UpstreamRequest request, UpstreamListener listener) {
    loop.execute(
        () -> {
          if (listener.readyToSend()) {
            listener.head(200, Headers.of("content-type", "application/json"));
            listener.data(answer);
            listener.end();
          }
        });
    return new PipeCall.Over();
  }

  /** Nothing runs. */
  @Override
  public void end(Loop loop, String owner, String sessionId) {}

  @Override
  public Address address() {
    return new Address("", 0, "a recorded answer");
  }

  @Override
  public void close() {}
}
