// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.upstream;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamClient;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.http.UpstreamTarget;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import org.jspecify.annotations.Nullable;

/** An upstream that speaks streamable HTTP itself: requests pass as they are. */
public final class HttpUpstream implements UpstreamTransport {

  private static final byte[] NOTHING = new byte[0];

  private final UpstreamClient client;
  private final UpstreamTarget target;
  private final Address address;

  public HttpUpstream(UpstreamClient client, UpstreamTarget target) {
    this.client = client;
    this.target = target;
    this.address = new Address(target.host(), target.port(), target.authority());
  }

  @Override
  public UpstreamCall send(Loop loop, UpstreamRequest request, UpstreamListener listener) {
    return client.send(loop, target, request, listener);
  }

  /** Whatever it answers, nobody waits for it. */
  @Override
  public void end(Loop loop, String owner, String sessionId) {
    UpstreamRequest farewell = farewell(owner, sessionId);
    if (farewell != null) {
      send(loop, farewell, new Unheard());
    }
  }

  @Override
  public @Nullable UpstreamRequest farewell(String owner, String sessionId) {
    Headers headers = Headers.of(LegacyProtocol.SESSION_ID, sessionId);
    return sessionId.isEmpty()
        ? null
        : new UpstreamRequest("DELETE", headers, NOTHING, true, owner);
  }

  @Override
  public Address address() {
    return address;
  }

  /** Its connections belong to the loops and end with them. */
  @Override
  public void close() {}
}
