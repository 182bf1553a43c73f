// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.call.EventSplitter;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import java.util.Set;

/** Passes the answer of the one upstream that was asked on to the client, as it comes. */
final class Passing extends InnerCall {

  private static final int LONGEST = 64 * 1024 * 1024;
  private static final Set<String> THEIRS = Set.of(LegacyProtocol.SESSION_ID);

  private final Inbound in;
  private final String upstream;
  private final Retelling retelling;
  private final EventSplitter splitter = new EventSplitter(LONGEST);

  Passing(Inbound in, String upstream, Retelling retelling) {
    super(in.loop());
    this.in = in;
    this.upstream = upstream;
    this.retelling = retelling;
    in.responder().onGone(this::left);
  }

  @Override
  void whole(int status, Headers headers, byte[] body) {
    over();
    if (in.responder().hasBegun()) {
      in.responder().end();
    } else if (status == 404 && isSessionLost()) {
      in.failed("upstream " + upstream + ": got a lost session (expected: call once more)");
    } else {
      in.responder().answer(status, ours(headers), retelling.message(body));
    }
  }

  @Override
  void streams(int status, Headers headers) {
    in.responder().begin(status, ours(headers));
  }

  @Override
  void bytes(byte[] bytes) {
    splitter.add(bytes);
    while (!splitter.isEmpty()) {
      EventSplitter.Event event = splitter.poll();
      if (event != null) {
        in.responder().write(retelling.event(event.bytes(), event.data()));
      }
    }
  }

  @Override
  void ended() {
    over();
    in.responder().write(splitter.rest());
    in.responder().end();
  }

  @Override
  void broken() {
    over();
    if (in.responder().hasBegun()) {
      in.responder().abort();
    } else {
      in.failed(Members.failure(upstream, "the connection was lost"));
    }
  }

  @Override
  public boolean isWritable() {
    return in.responder().isWritable();
  }

  @Override
  public void onWritability(Runnable listener) {
    in.responder().onWritability(listener);
  }

  private void left() {
    over();
    cancel();
  }

  private void over() {
    FederatedSession session = in.session();
    if (session != null && in.exchange().wantsAnswer()) {
      session.over(in.exchange().id());
    }
  }

  /** The upstream forgot its part of the session: it is opened anew with the next call. */
  private boolean isSessionLost() {
    FederatedSession session = in.session();
    if (session == null || session.leg(upstream).sessionId().isEmpty()) {
      return false;
    }
    session.leg(upstream).lost(session.leg(upstream).sessionId());
    return true;
  }

  private Headers ours(Headers theirs) {
    Headers headers = theirs.endToEnd(THEIRS);
    FederatedSession session = in.session();
    if (session != null) {
      headers.set(LegacyProtocol.SESSION_ID, session.id());
    }
    return headers;
  }
}
