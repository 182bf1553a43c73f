// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.ServerAsk;
import io.holdpoint.gateway.mcp.legacy.OfferLists;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relays an event stream event by event, in order and as it comes: what a server asks is judged,
 * the answer to the request goes through its owner, and nothing passes once the session is killed.
 */
final class EventRelay {

  private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final CallServices services;
  private final Caller caller;
  private final Owner owner;
  private final EventSplitter splitter;
  private @Nullable UpstreamCall upstream;
  private boolean answered;
  private boolean busy;
  private boolean ended;
  private boolean stopped;
  private boolean looking;

  EventRelay(CallServices services, Caller caller, Owner owner) {
    this.services = services;
    this.caller = caller;
    this.owner = owner;
    this.splitter = new EventSplitter(services.limits().maxAnswer());
  }

  /** Whoever asked for the stream. */
  interface Owner {

    /**
     * The answer to the request came.
     *
     * @param release sends it on, and is called at most once
     * @param next lets the events after it pass
     */
    void answered(RpcMessage message, Runnable release, Runnable next);

    /** The answer as the caller may see it: its own bytes, or others in their place. */
    default byte[] shown(RpcMessage message, byte[] data) {
      return data;
    }

    /** A message that is no answer is about to be sent on. */
    default void passed(byte[] data) {}

    /** The upstream ended the stream and every event was relayed. */
    void streamEnded();

    /** An event is longer than the limit. */
    void tooLong();
  }

  /** The call the stream comes from, for back-pressure. */
  void from(@Nullable UpstreamCall call) {
    upstream = call;
    caller.responder().onWritability(this::pace);
  }

  void data(byte[] bytes) {
    if (stopped) {
      return;
    }
    boolean fits = splitter.add(bytes);
    pump();
    if (!fits && !stopped) {
      stop();
      owner.tooLong();
    }
  }

  void end() {
    ended = true;
    pump();
  }

  /** Nothing more passes. */
  void stop() {
    stopped = true;
  }

  private void pump() {
    while (!busy && !stopped && !splitter.isEmpty()) {
      if (isUndecided()) {
        lookAgain();
        return;
      }
      EventSplitter.Event event = splitter.poll();
      if (event != null) {
        take(event);
      }
    }
    pace();
    if (ended && !busy && !stopped) {
      stopped = true;
      caller.responder().write(splitter.rest());
      owner.streamEnded();
    }
  }

  /** A kill on its way to the disk ends the stream in a moment, or comes to nothing. */
  private boolean isUndecided() {
    return services.gate().isStopping(caller.session())
        && !services.gate().isKilled(caller.session());
  }

  private void lookAgain() {
    if (!looking) {
      looking = true;
      pace();
      caller
          .loop()
          .schedule(
              LOOK_AGAIN,
              () -> {
                looking = false;
                pump();
              });
    }
  }

  private void take(EventSplitter.Event event) {
    byte[] data = event.data();
    if (data == null) {
      forward(event);
      return;
    }
    RpcMessage message = read(data);
    if (message == null) {
      // What cannot be read cannot be judged, and a client may read it after all.
      LOG.warn("{}: an event that is no JSON-RPC message was withheld", caller.upstream().name());
      return;
    }
    ServerAsk ask = caller.protocol().ask(message);
    if (message.form() == RpcMessage.Form.RESPONSE) {
      busy = true;
      takeAnswer(message, event, data);
    } else if (ask != null) {
      busy = true;
      new AskRun(
              services,
              caller,
              ask,
              delivered -> {
                if (delivered) {
                  forward(event);
                }
                next();
              })
          .start();
    } else {
      if (OfferLists.tellsOfOtherTools(message)) {
        services.first().forget(caller);
      }
      forward(event);
    }
  }

  private void next() {
    busy = false;
    pump();
  }

  /**
   * A stream of a request carries the answer to it, however the server spells its id, and one only.
   * A stream to listen to carries answers that were promised for it.
   */
  private void takeAnswer(RpcMessage message, EventSplitter.Event event, byte[] data) {
    LateAnswers.Key key = LateAnswers.key(caller, message.id());
    if (caller.exchange().wantsAnswer()) {
      if (answered) {
        next();
      } else {
        answered = true;
        owner.answered(
            message,
            () ->
                release(
                    key,
                    event,
                    event.with(owner.shown(message, data)),
                    Masked.view(services, caller)),
            this::next);
      }
      return;
    }
    EventSplitter.Event shown =
        event.with(new ListingAnswer(services, caller).shown(message, data));
    OpenRequest open =
        services
            .open()
            .find(
                caller.session().floor(),
                OpenRequest.class,
                request ->
                    request.caller().exchange().wantsAnswer()
                        && LateAnswers.key(request.caller(), request.caller().exchange().id())
                            .equals(key))
            .orElse(null);
    if (open == null) {
      takeLate(message, key, event, shown);
      return;
    }
    open.loop()
        .execute(
            () -> {
              if (!open.answeredElsewhere(message, view -> onLoop(view, key, event, shown))) {
                caller.loop().execute(() -> takeLate(message, key, event, shown));
              }
            });
  }

  /** An answer to a request that is not under way: it was waited for, or released before. */
  private void takeLate(
      RpcMessage message,
      LateAnswers.Key key,
      EventSplitter.Event event,
      EventSplitter.Event shown) {
    Masked.View before = services.late().wasReleased(key, event);
    if (before != null) {
      forward(shown, before);
      next();
      return;
    }
    services.late().deliver(key, message, view -> onLoop(view, key, event, shown));
  }

  private void onLoop(
      Masked.@Nullable View view,
      LateAnswers.Key key,
      EventSplitter.Event event,
      EventSplitter.Event shown) {
    caller.loop().execute(() -> late(view, key, event, shown));
  }

  private void late(
      Masked.@Nullable View view,
      LateAnswers.Key key,
      EventSplitter.Event event,
      EventSplitter.Event shown) {
    if (view != null) {
      release(key, event, shown, view);
    }
    next();
  }

  /** What was judged and released once may be asked for again by its event's id. */
  private void release(
      LateAnswers.Key key, EventSplitter.Event event, EventSplitter.Event shown, Masked.View view) {
    if (event.hasId()) {
      services.late().released(key, event, view);
    }
    forward(shown, view);
  }

  private void forward(EventSplitter.Event event, Masked.View view) {
    if (!stopped && !services.gate().isKilled(caller.session())) {
      caller.responder().write(Masked.event(services, view, event));
    }
  }

  private void forward(EventSplitter.Event event) {
    if (!stopped && !services.gate().isKilled(caller.session())) {
      byte[] data = event.data();
      if (data != null) {
        owner.passed(data);
      }
      caller.responder().write(Masked.event(services, caller, event));
    }
  }

  private void pace() {
    UpstreamCall call = upstream;
    if (call != null) {
      Responder responder = caller.responder();
      call.reading(!busy && !looking && (responder.isWritable() || !responder.isOpen()));
    }
  }

  private @Nullable RpcMessage read(byte[] data) {
    try {
      return services.answers().read(data);
    } catch (RpcSyntaxException notJsonRpc) {
      return null;
    }
  }
}
