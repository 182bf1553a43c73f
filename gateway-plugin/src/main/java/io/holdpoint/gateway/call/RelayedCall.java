// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.mcp.legacy.OfferLists;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request that is not judged: it passes as it is, unless its session is killed. */
final class RelayedCall implements OpenRequest, UpstreamAnswer.Owner {

  private static final byte[] NOTHING = new byte[0];

  private final CallServices services;
  private final Caller caller;
  private final UpstreamAnswer answer;
  private boolean answered;
  private boolean done;

  RelayedCall(CallServices services, Caller caller) {
    this.services = services;
    this.caller = caller;
    this.answer = new UpstreamAnswer(services, caller, this);
  }

  void start() {
    services.open().add(this);
    caller.responder().onGone(this::callerLeft);
    new Inheritance(services).check(caller, null, this::send);
  }

  @Override
  public Session session() {
    return caller.session();
  }

  @Override
  public Loop loop() {
    return caller.loop();
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public boolean answeredElsewhere(RpcMessage message, Consumer<Masked.@Nullable View> then) {
    if (done || answered || caller.exchange().can().closeCancels()) {
      return false;
    }
    answered = true;
    then.accept(Masked.view(services, caller));
    if (!caller.responder().isOpen()) {
      giveUp();
    }
    return true;
  }

  @Override
  public void signalled(Signal signal) {
    refuseIfKilled();
  }

  @Override
  public void closing() {
    byte[] farewell = caller.protocol().farewell(caller.exchange());
    if (!done && farewell != null && caller.responder().hasBegun()) {
      answer.cancel();
      done();
      Answers.message(caller, farewell);
    } else if (!done && caller.exchange().subject() instanceof Subject.Listening) {
      answer.cancel();
      done();
      caller.responder().end();
    }
  }

  private void send() {
    if (!done && !refuseIfKilled()) {
      answer.send(caller.forward(isSafe()));
    }
  }

  private boolean isSafe() {
    return switch (caller.exchange().subject()) {
      case Subject.Relayed relayed -> relayed.safe();
      case Subject.Listing listing -> true;
      case Subject.Discovery discovery -> true;
      case Subject.Watching watching -> false;
      case Subject.Listening listening -> true;
      case Subject.Judged judged -> false;
      case Subject.Task task -> false;
      case Subject.Opening opening -> false;
      case Subject.Notice notice -> false;
      case Subject.Answer answer -> false;
      case Subject.Ending ending -> false;
    };
  }

  @Override
  public boolean readyToSend() {
    return !done && !refuseIfKilled();
  }

  @Override
  public boolean isOpen() {
    return !done;
  }

  @Override
  public boolean streams(int code, Headers head) {
    if (head.isEventStream() && head.isEncoded() && caller.exchange().wantsAnswer()) {
      withhold("content-encoding " + head.text("content-encoding") + " (expected: none)");
      return false;
    }
    boolean streams = head.isEventStream() && !refuseIfKilled();
    if (streams) {
      opened(head);
    }
    return streams;
  }

  @Override
  public void whole(int code, Headers head, byte[] bytes) {
    if (refuseIfKilled()) {
      return;
    }
    opened(head);
    byte[] shown = code == 200 && isRead() ? shown(bytes) : bytes;
    if (shown == null) {
      withhold("a list that cannot be read (expected: one JSON-RPC message)");
      return;
    }
    if (caller.exchange().subject() instanceof Subject.Ending) {
      services
          .sessions()
          .closed(
              caller.principal(),
              caller.upstream().name(),
              caller.exchange().hints().mcpSessionId());
      services
          .upstreamSessions()
          .closed(caller.upstream(), caller.exchange().hints().mcpSessionId());
    }
    done();
    Answers.relay(caller, code, head, Masked.answer(services, caller, shown));
  }

  @Override
  public void failed(UpstreamFailure failure) {
    done();
    if (answer.isStream()) {
      caller.responder().abort();
    } else {
      Answers.upstreamFailed(caller, failure);
    }
  }

  @Override
  public void answered(RpcMessage message, Runnable release, Runnable next) {
    if (!answered) {
      answered = true;
      release.run();
    }
    next.run();
  }

  @Override
  public byte[] shown(RpcMessage message, byte[] data) {
    ListingAnswer answer = new ListingAnswer(services, caller);
    if (!(caller.exchange().subject() instanceof Subject.Listing)) {
      return isRead() ? answer.introduced(message, data) : data;
    }
    byte[] shown = answer.shown(message, data);
    services.masking().listed(caller.upstream().name(), message);
    if (!message.failed() && OfferLists.nextCursor(message).isEmpty() && answer.hadTools()) {
      services.first().came(caller);
    }
    return shown;
  }

  /** True if what the server offers stands in the answer. */
  private boolean isRead() {
    return caller.exchange().subject() instanceof Subject.Listing
        || caller.exchange().subject() instanceof Subject.Opening
        || caller.exchange().subject() instanceof Subject.Discovery;
  }

  @Override
  public void streamEnded() {
    if (!answered && caller.exchange().wantsAnswer() && !caller.exchange().can().closeCancels()) {
      services
          .late()
          .expect(
              LateAnswers.key(caller, caller.exchange().id()),
              caller.loop(),
              services.limits().answer(),
              (message, then) -> then.accept(Masked.view(services, caller)),
              () -> {});
    }
    done();
    caller.responder().end();
  }

  @Override
  public void tooLong() {
    answer.cancel();
    done();
    if (caller.responder().hasBegun()) {
      caller.responder().abort();
    } else {
      Answers.upstreamFailed(caller, UpstreamFailure.UNREADABLE);
    }
  }

  /** A protocol session that got its name with this answer belongs to the caller from now on. */
  private void opened(Headers head) {
    String mcpSessionId = LegacyProtocol.openedSession(head);
    if (!(caller.exchange().subject() instanceof Subject.Opening)) {
      return;
    }
    if (mcpSessionId.isEmpty()) {
      services.sessions().openedWithoutId(caller.principal(), caller.exchange().hints());
    } else {
      services
          .sessions()
          .opened(
              caller.principal(),
              caller.upstream().name(),
              caller.exchange().hints(),
              mcpSessionId,
              caller.request().connection());
      services.upstreamSessions().opened(caller.upstream(), mcpSessionId, named(mcpSessionId));
    }
  }

  /** The session a protocol session belongs to, now that it has a name. */
  private Session named(String mcpSessionId) {
    SessionHints said = caller.exchange().hints();
    SessionHints hints =
        new SessionHints(
            mcpSessionId,
            said.traceparent(),
            said.baggage(),
            said.clientName(),
            said.clientVersion());
    return services
        .sessions()
        .resolve(caller.principal(), caller.upstream().name(), hints, caller.request().connection())
        .session();
  }

  /** The whole answer as the caller may see it, or null if it cannot be read. */
  private byte @Nullable [] shown(byte[] bytes) {
    try {
      return shown(services.answers().read(bytes), bytes);
    } catch (RpcSyntaxException unreadable) {
      return null;
    }
  }

  /** What cannot be read cannot be pinned, and a client may read it after all. */
  private void withhold(String what) {
    answer.cancel();
    done();
    String text = "upstream " + caller.upstream().name() + ": got " + what;
    Answers.message(caller, Json.error(caller.exchange().id(), Answers.UPSTREAM_FAILED, text));
  }

  private boolean refuseIfKilled() {
    if (done || !(services.gate().read(session()) instanceof GateState.Killed killed)) {
      return done;
    }
    answer.cancel();
    done();
    refuse(NeutralText.refused(killed.cause().header().ref()));
    return true;
  }

  private void refuse(String text) {
    switch (caller.exchange().subject()) {
      case Subject.Notice notice -> caller.responder().answer(202, Headers.of(), NOTHING);
      case Subject.Answer answer -> caller.responder().answer(202, Headers.of(), NOTHING);
      case Subject.Ending ending -> caller.responder().answer(200, Headers.of(), NOTHING);
      case Subject.Listening listening -> {
        if (caller.responder().hasBegun()) {
          caller.responder().end();
        } else {
          byte[] error = Json.error("null", Answers.UPSTREAM_FAILED, text);
          caller.responder().answer(405, Headers.of("allow", "POST, DELETE"), error);
        }
      }
      case Subject.Judged judged -> message(text);
      case Subject.Task task -> message(text);
      case Subject.Opening opening -> message(text);
      case Subject.Listing listing -> message(text);
      case Subject.Discovery discovery -> message(text);
      case Subject.Watching watching -> message(text);
      case Subject.Relayed relayed -> message(text);
    }
  }

  private void message(String text) {
    Answers.refusal(caller, text);
  }

  /** Leaving cancels only where the protocol says so; a notification was sent for good. */
  private void callerLeft() {
    boolean cancels =
        switch (caller.exchange().subject()) {
          case Subject.Listening listening -> true;
          case Subject.Notice notice -> false;
          case Subject.Answer answer -> false;
          case Subject.Ending ending -> false;
          case Subject.Judged judged -> caller.exchange().can().closeCancels();
          case Subject.Task task -> caller.exchange().can().closeCancels();
          case Subject.Opening opening -> caller.exchange().can().closeCancels();
          case Subject.Listing listing -> caller.exchange().can().closeCancels();
          case Subject.Discovery discovery -> caller.exchange().can().closeCancels();
          case Subject.Watching watching -> caller.exchange().can().closeCancels();
          case Subject.Relayed relayed -> caller.exchange().can().closeCancels();
        };
    if (cancels) {
      giveUp();
    } else {
      caller.loop().schedule(services.limits().answer(), this::giveUp);
    }
  }

  private void giveUp() {
    if (!done) {
      answer.cancel();
      done();
    }
  }

  private void done() {
    done = true;
    services.open().remove(this);
  }
}
