// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Requester;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.http.UpstreamRequest;
import io.holdpoint.gateway.upstream.Unheard;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that asks for a credential of the gateway's own, or of none. Nothing is sent before
 * there is one. What the upstream says about it (401, 403 with a challenge) is between it and the
 * gateway: passed on, a challenge would send the caller to authorize itself at a place whose tokens
 * the gateway does not take. A credential that was refused with 401 is got anew and tried once
 * more: who refuses it has not done what was asked.
 */
public final class CredentialedUpstream implements UpstreamTransport {

  private final UpstreamTransport upstream;
  private final CredentialSource source;

  private CredentialedUpstream(UpstreamTransport upstream, CredentialSource source) {
    this.upstream = requireNonNull(upstream, "upstream");
    this.source = requireNonNull(source, "source");
  }

  /** An upstream without credential, whose challenges are only kept back. */
  public static CredentialedUpstream without(UpstreamTransport upstream) {
    return new CredentialedUpstream(upstream, CredentialSource.none());
  }

  /**
   * An upstream with a credential.
   *
   * @param name of the upstream, for logs
   * @param vault keeps its refresh token, if it has one
   * @param clock tells when a credential ends
   */
  public static CredentialedUpstream with(
      UpstreamTransport upstream,
      String name,
      CredentialSettings settings,
      TokenVault vault,
      InstantSource clock) {
    return new CredentialedUpstream(
        upstream, new CredentialSources(name, vault, clock).of(settings));
  }

  @Override
  public UpstreamCall send(Loop loop, UpstreamRequest request, UpstreamListener listener) {
    return send(loop, request, source.of(request.requester()), listener);
  }

  /** The server is told with a credential too: without one it would keep the session. */
  @Override
  public void end(Loop loop, String owner, String sessionId) {
    UpstreamRequest farewell = upstream.farewell(owner, sessionId);
    if (farewell == null) {
      upstream.end(loop, owner, sessionId);
    } else {
      send(loop, farewell, source.farewell(owner), new Unheard());
    }
  }

  @Override
  public @Nullable UpstreamFailure objection(Requester requester) {
    return source.of(requester) instanceof CredentialSource.Choice.Refuse refuse
        ? refuse.why()
        : null;
  }

  @Override
  public Address address() {
    return upstream.address();
  }

  @Override
  public void close() {
    source.close();
    upstream.close();
  }

  private UpstreamCall send(
      Loop loop,
      UpstreamRequest request,
      CredentialSource.Choice choice,
      UpstreamListener listener) {
    switch (choice) {
      case CredentialSource.Choice.Refuse refuse -> {
        Refused call = new Refused(listener, refuse.why());
        loop.execute(call);
        return call;
      }
      case CredentialSource.Choice.Nothing nothing -> {
        return started(new Attempt(loop, request, null, listener));
      }
      case CredentialSource.Choice.Show show -> {
        return started(new Attempt(loop, request, show.credential(), listener));
      }
    }
  }

  private static UpstreamCall started(Attempt attempt) {
    attempt.start();
    return attempt;
  }

  /** A request that is not sent; its sender is told once it knows its call. */
  private static final class Refused implements UpstreamCall, Runnable {

    private final UpstreamListener listener;
    private final UpstreamFailure why;
    private boolean over;

    Refused(UpstreamListener listener, UpstreamFailure why) {
      this.listener = listener;
      this.why = why;
    }

    @Override
    public void run() {
      if (!over) {
        listener.failed(why);
      }
    }

    @Override
    public void cancel() {
      over = true;
    }

    @Override
    public void reading(boolean on) {}
  }

  /** A request that waits for its credential, and is sent at most twice. */
  private final class Attempt implements UpstreamCall {

    private final Loop loop;
    private final UpstreamRequest request;
    private final @Nullable UpstreamCredential credential;
    private final UpstreamListener listener;
    private @Nullable UpstreamCall call;
    private String shown = "";
    private boolean again;
    private boolean over;

    Attempt(
        Loop loop,
        UpstreamRequest request,
        @Nullable UpstreamCredential credential,
        UpstreamListener listener) {
      this.loop = loop;
      this.request = request;
      this.credential = credential;
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
