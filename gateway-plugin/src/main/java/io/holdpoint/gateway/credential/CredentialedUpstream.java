// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that asks for a credential of the gateway's own, or of none. What it says about that
 * credential (401, 403 with a challenge) is between it and the gateway: passed on, a challenge
 * would send the caller to authorize itself at a place whose tokens the gateway does not take.
 */
public final class CredentialedUpstream implements UpstreamTransport {

  private final UpstreamTransport upstream;
  private final @Nullable UpstreamSecret secret;

  /**
   * @param secret null if there is none, and challenges are only kept back
   */
  public CredentialedUpstream(UpstreamTransport upstream, @Nullable UpstreamSecret secret) {
    this.upstream = requireNonNull(upstream, "upstream");
    this.secret = secret;
  }

  @Override
  public UpstreamCall send(Loop loop, UpstreamRequest request, UpstreamListener listener) {
    UpstreamSecret mine = secret;
    if (mine != null) {
      request.headers().set(mine.header(), mine.value());
    }
    Guard guard = new Guard(listener);
    UpstreamCall call = upstream.send(loop, request, guard);
    guard.call = call;
    return call;
  }

  @Override
  public void end(Loop loop, String owner, String sessionId) {
    upstream.end(loop, owner, sessionId);
  }

  @Override
  public Address address() {
    return upstream.address();
  }

  @Override
  public void close() {
    upstream.close();
  }

  /** Keeps a refusal of the credential back. */
  private static final class Guard implements UpstreamListener {

    private final UpstreamListener listener;
    private @Nullable UpstreamCall call;
    private boolean over;

    Guard(UpstreamListener listener) {
      this.listener = listener;
    }

    @Override
    public boolean readyToSend() {
      return listener.readyToSend();
    }

    @Override
    public void head(int status, Headers headers) {
      boolean challenge = headers.get("www-authenticate") != null;
      if (status != 401 && !(status == 403 && challenge)) {
        listener.head(status, headers);
        return;
      }
      over = true;
      if (call != null) {
        call.cancel();
      }
      listener.failed(UpstreamFailure.CREDENTIAL_REFUSED);
    }

    @Override
    public void data(byte[] bytes) {
      if (!over) {
        listener.data(bytes);
      }
    }

    @Override
    public void end() {
      if (!over) {
        listener.end();
      }
    }

    @Override
    public void failed(UpstreamFailure failure) {
      if (!over) {
        listener.failed(failure);
      }
    }
  }
}
