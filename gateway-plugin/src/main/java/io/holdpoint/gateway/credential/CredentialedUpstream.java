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
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that asks for a credential of the gateway's own, or of none. Nothing is sent before
 * there is one. What the upstream says about it (401, 403 with a challenge) is between it and the
 * gateway: passed on, a challenge would send the caller to authorize itself at a place whose tokens
 * the gateway does not take. A credential that was refused with 401 is got anew and tried once
 * more: who refuses it has not done what was asked.
 */
public final class CredentialedUpstream implements UpstreamTransport {

  private static final Map<String, String> CLIENT_CREDENTIALS =
      Map.of("grant_type", "client_credentials");
  private static final Duration REFERENCE_AGE = Duration.ofMinutes(5);

  private final UpstreamTransport upstream;
  private final @Nullable UpstreamCredential credential;
  private final Runnable closing;

  private CredentialedUpstream(
      UpstreamTransport upstream, @Nullable UpstreamCredential credential, Runnable closing) {
    this.upstream = requireNonNull(upstream, "upstream");
    this.credential = credential;
    this.closing = closing;
  }

  /** An upstream without credential, whose challenges are only kept back. */
  public static CredentialedUpstream without(UpstreamTransport upstream) {
    return new CredentialedUpstream(upstream, null, () -> {});
  }

  /**
   * An upstream with a credential.
   *
   * @param name of the upstream, for logs
   * @param clock tells when a credential ends
   */
  public static CredentialedUpstream with(
      UpstreamTransport upstream, String name, CredentialSettings settings, InstantSource clock) {
    return switch (settings) {
      case UpstreamSecret secret -> new CredentialedUpstream(upstream, secret, () -> {});
      case ReferredSecret referred -> {
        Renewed.Origin origin =
            () ->
                new Renewed.Fetched(
                    UpstreamSecret.sendable(referred.prefix() + referred.secret().read()),
                    REFERENCE_AGE);
        yield new CredentialedUpstream(
            upstream, new Renewed(name, referred.header(), origin, clock), () -> {});
      }
      case OAuthGrant grant -> {
        TokenEndpoint endpoint = new TokenEndpoint(grant);
        Renewed.Origin origin =
            () -> {
              TokenEndpoint.Issued issued = endpoint.ask(CLIENT_CREDENTIALS);
              return new Renewed.Fetched("Bearer " + issued.accessToken(), issued.lifetime());
            };
        yield new CredentialedUpstream(
            upstream, new Renewed(name, "authorization", origin, clock), endpoint::close);
      }
    };
  }

  @Override
  public UpstreamCall send(Loop loop, UpstreamRequest request, UpstreamListener listener) {
    Attempt attempt = new Attempt(loop, request, listener);
    attempt.start();
    return attempt;
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
    closing.run();
    upstream.close();
  }

  /** A request that waits for its credential, and is sent at most twice. */
  private final class Attempt implements UpstreamCall {

    private final Loop loop;
    private final UpstreamRequest request;
    private final UpstreamListener listener;
    private @Nullable UpstreamCall call;
    private String shown = "";
    private boolean again;
    private boolean over;

    Attempt(Loop loop, UpstreamRequest request, UpstreamListener listener) {
      this.loop = loop;
      this.request = request;
      this.listener = listener;
    }

    void start() {
      UpstreamCredential mine = credential;
      if (mine == null) {
        leave();
        return;
      }
      String value = mine.ready();
      if (value != null) {
        show(mine, value);
        return;
      }
      mine.obtain()
          .whenComplete((got, failure) -> loop.execute(() -> obtained(mine, got, failure)));
    }

    @Override
    public void cancel() {
      over = true;
      if (call != null) {
        call.cancel();
      }
    }

    @Override
    public void reading(boolean on) {
      if (call != null) {
        call.reading(on);
      }
    }

    /** The reason is told to operators by whoever could not get it. */
    private void obtained(
        UpstreamCredential mine, @Nullable String got, @Nullable Throwable failure) {
      if (over) {
        return;
      }
      if (got == null || failure != null) {
        over = true;
        listener.failed(UpstreamFailure.CREDENTIAL_MISSING);
      } else {
        show(mine, got);
      }
    }

    private void show(UpstreamCredential mine, String value) {
      shown = value;
      request.headers().set(mine.header(), value);
      leave();
    }

    private void leave() {
      call = upstream.send(loop, request, new Guard(this, listener));
    }

    /** True if the refusal of what was shown leads to a second attempt. */
    private boolean refused(int status) {
      UpstreamCredential mine = credential;
      if (call != null) {
        call.cancel();
        call = null;
      }
      if (status == 401 && !again && mine != null && mine.refused(shown)) {
        again = true;
        start();
        return true;
      }
      over = true;
      return false;
    }
  }

  /** Keeps a refusal of the credential back. */
  private static final class Guard implements UpstreamListener {

    private final Attempt attempt;
    private final UpstreamListener listener;
    private boolean over;

    Guard(Attempt attempt, UpstreamListener listener) {
      this.attempt = attempt;
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
      if (!attempt.refused(status)) {
        listener.failed(UpstreamFailure.CREDENTIAL_REFUSED);
      }
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
