// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.canary;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import java.nio.charset.StandardCharsets;

/** A server that nothing may reach, or that says what it was given to say. */
final class CanaryUpstream implements UpstreamTransport {

  private final byte[] answer;
  private volatile String received = "";

  CanaryUpstream(String answer) {
    this.answer = answer.getBytes(StandardCharsets.UTF_8);
  }

  /** What reached it, empty if nothing did. */
  String received() {
    return received;
  }

  @Override
  public UpstreamCall send(Loop loop, UpstreamRequest request, UpstreamListener listener) {
    loop.execute(() -> answer(request, listener));
    return new UpstreamCall() {
      @Override
      public void cancel() {}

      @Override
      public void reading(boolean on) {}
    };
  }

  private void answer(UpstreamRequest request, UpstreamListener listener) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    if (!listener.readyToSend()) {
      return;
    }
    if (!CanaryCaller.isCall(body)) {
      // What the gateway asks on its own before a first call.
      listener.head(404, Headers.of());
      listener.end();
    } else {
      received = body;
      listener.head(200, Headers.of("content-type", "application/json"));
      listener.data(answer);
      listener.end();
    }
  }

  @Override
  public void end(Loop loop, String owner, String sessionId) {}

  @Override
  public Address address() {
    return new Address("", 0, "a canary");
  }

  @Override
  public void close() {}
}
