// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The talk with one server. Requests get ids of its own on their way, so that callers cannot
 * collide, and answers get the caller's back. Safe for use by many threads.
 */
final class Conversation {

  private static final Duration PROBE = Duration.ofSeconds(5);

  private final BridgeLimits limits;
  private final Runnable onOver;
  private final Backlog backlog = new Backlog(this::pace);
  private final Map<Long, Asked> asked = new LinkedHashMap<>();
  private final List<BridgeSession> sessions = new ArrayList<>();
  private final List<Consumer<Boolean>> whenOpen = new ArrayList<>();
  private volatile @Nullable Pipe pipe;
  private final List<Consumer<@Nullable String>> whenGreeted = new ArrayList<>();
  private @Nullable String greeting;
  private long lastId;
  private boolean answered;
  private boolean over;

  /**
   * @param onOver called once, when there is no server any more
   */
  Conversation(BridgeLimits limits, Runnable onOver) {
    this.limits = limits;
    this.onOver = onOver;
  }

  /** The server is there, or null if there is none. */
  void opened(@Nullable Pipe opened) {
    List<Consumer<Boolean>> waiting;
    synchronized (this) {
      pipe = opened;
      waiting = List.copyOf(whenOpen);
      whenOpen.clear();
    }
    waiting.forEach(then -> then.accept(opened != null));
    if (opened == null) {
      lost();
    }
  }

  /** Once the server is there; told, on some thread, whether it is. */
  void whenOpen(Consumer<Boolean> then) {
    synchronized (this) {
      if (pipe == null && !over) {
        whenOpen.add(then);
        return;
      }
    }
    then.accept(!isOver());
  }

  /** Where to count what callers have not taken in. */
  Backlog backlog() {
    return backlog;
  }

  synchronized void add(BridgeSession session) {
    sessions.add(session);
  }

  /** True if the server ever answered anything. */
  synchronized boolean hasAnswered() {
    return answered;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** True if nobody waits for anything. */
  synchronized boolean isQuiet() {
    return asked.isEmpty() && sessions.stream().noneMatch(BridgeSession::isListening);
  }

  /** Asks the server; refuses if too much is under way. On the caller's loop. */
  void ask(Asked request, RpcMessage message, byte[] body) {
    long id = nextId();
    startTimer(request, id);
    request.flow().onCancel(() -> left(id));
    boolean sent;
    synchronized (this) {
      asked.put(id, request);
      sent = asked.size() <= limits.maxWaiting() && say(outgoing(message, body, id));
      if (!sent) {
        asked.remove(id);
      }
    }
    if (!sent) {
      request.stopTimer();
      overloaded(request.flow(), request.id());
    }
  }

  private synchronized long nextId() {
    return ++lastId;
  }

  private void startTimer(Asked request, long id) {
    if (!request.method().equals(Words.LISTEN)) {
      Duration limit = request.method().equals(Words.DISCOVER) ? PROBE : limits.answer();
      request.timer(request.flow().loop().schedule(limit, () -> timedOut(id)));
    }
  }

  static void overloaded(Flow flow, String id) {
    flow.refuse(
        503,
        Words.json().set("retry-after", "1"),
        id,
        Words.BRIDGE,
        "upstream: got more requests than its server takes in; try again later");
  }

  /** Says something to the server nobody answers; false if it does not take it. */
  synchronized boolean tell(BridgeSession from, RpcMessage message, byte[] body) {
    if (!message.method().equals(Words.CANCELLED)) {
      return say(Words.line(body, List.of()));
    }
    RawMember target = message.params().get("requestId");
    Long id = target == null ? null : idOf(from, target.raw());
    // A request that is over cannot be cancelled.
    return id == null
        || target == null
        || say(Words.line(body, List.of(new Words.Edit(target, Long.toString(id)))));
  }

  /** Sends one line. */
  synchronized boolean say(byte[] message) {
    Pipe running = pipe;
    return running != null && !over && running.send(message);
  }

  /**
   * What a server that many share answered to the bridge's first word, as JSON text; it is said
   * when the first of them opens a session. {@code then} gets null if there is no answer.
   */
  void greeting(String revision, Loop loop, Consumer<@Nullable String> then) {
    boolean first;
    String known;
    synchronized (this) {
      known = greeting;
      first = known == null && whenGreeted.isEmpty();
      if (known == null) {
        whenGreeted.add(then);
      }
    }
    if (known != null) {
      then.accept(known);
    } else if (first) {
      Flow flow = new Flow(loop, new Greeting(this::greeted), null);
      BridgeSession nobody = new BridgeSession("", "", this, System.nanoTime());
      byte[] body = Words.initialize("0", revision);
      ask(new Asked(nobody, flow, "0", "", Words.INITIALIZE, false, false), Words.read(body), body);
    }
  }

  private void greeted(@Nullable String result) {
    List<Consumer<@Nullable String>> waiting;
    synchronized (this) {
      greeting = result;
      waiting = List.copyOf(whenGreeted);
      whenGreeted.clear();
    }
    if (result != null) {
      say(Words.notification(Words.INITIALIZED));
    }
    waiting.forEach(then -> then.accept(result));
  }

  synchronized void listen(BridgeSession session, Flow flow) {
    flow.onCancel(() -> stopListening(session, flow));
    session.listen(flow);
  }

  private synchronized void stopListening(BridgeSession session, Flow flow) {
    session.stopListening(flow);
  }

  synchronized void subscribe(BridgeSession session, String uri) {
    session.subscribed().add(uri);
  }

  /** Ends a subscription; true if no other session has it. */
  synchronized boolean unsubscribe(BridgeSession session, String uri) {
    session.subscribed().remove(uri);
    return sessions.stream().noneMatch(s -> s.subscribed().contains(uri));
  }

  /** A session is over; what it has open is cancelled. */
  synchronized void remove(BridgeSession session) {
    session.endListening();
    sessions.remove(session);
    asked.forEach(
        (id, request) -> {
          if (request.session() == session) {
            cancel(id);
          }
        });
  }

  /** Ends the server once what was cancelled had a moment to end. */
  void end(Loop loop) {
    boolean quiet;
    synchronized (this) {
      quiet = asked.isEmpty();
    }
    if (quiet) {
      endNow();
    } else {
      loop.schedule(limits.stop(), this::endNow);
    }
  }

  void endNow() {
    Pipe running = pipe;
    if (running != null) {
      running.end();
    }
  }

  /** A response of the server. */
  void answered(RpcMessage message, byte[] bytes) {
    Asked request;
    synchronized (this) {
      answered = true;
      request = asked.remove(numberOf(message.id()));
    }
    RawMember id = message.root().get("id");
    if (request == null || id == null) {
      return;
    }
    request.stopTimer();
    byte[] answer = Words.line(bytes, List.of(new Words.Edit(id, request.id())));
    request
        .flow()
        .answer(Words.status(request.isModern(), message), headers(request, message), answer);
  }

  /** A notification or a request of the server. */
  void said(RpcMessage message, byte[] bytes) {
    boolean heard;
    synchronized (this) {
      answered = true;
      heard = new Routing(sessions, asked, limits.shared()).route(message, bytes);
    }
    if (!heard && message.form() == RpcMessage.Form.REQUEST) {
      byte[] reply =
          message.method().equals(Words.PING)
              ? Json.result(message.id(), "{}")
              : Json.error(message.id(), Words.METHOD_NOT_FOUND, "no client listens");
      say(reply);
    }
  }

  /** There is no server any more. */
  void lost() {
    List<Asked> unanswered;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      unanswered = List.copyOf(asked.values());
      asked.clear();
      sessions.forEach(BridgeSession::endListening);
    }
    for (Asked request : unanswered) {
      request.stopTimer();
      request.flow().fail(UpstreamFailure.LOST);
    }
    onOver.run();
  }

  private Headers headers(Asked request, RpcMessage message) {
    boolean opens =
        request.method().equals(Words.INITIALIZE)
            && !message.failed()
            && !request.session().id().isEmpty();
    return opens ? Words.opened(request.session().id()) : Words.json();
  }

  private byte[] outgoing(RpcMessage message, byte[] body, long id) {
    List<Words.Edit> edits = new ArrayList<>(2);
    RawMember own = message.root().get("id");
    RawMember token = message.meta().get(Words.TOKEN);
    if (own != null) {
      edits.add(new Words.Edit(own, Long.toString(id)));
    }
    if (token != null) {
      edits.add(new Words.Edit(token, Long.toString(id)));
    }
    return Words.line(body, edits);
  }

  /** A caller left. In the older era that cancels nothing; in the newer one it is how to cancel. */
  private synchronized void left(long id) {
    Asked request = asked.get(id);
    if (request != null) {
      request.leave();
      if (request.isModern()) {
        cancel(id);
        request.stopTimer();
        asked.remove(id);
      }
    }
  }

  private void timedOut(long id) {
    Asked request;
    synchronized (this) {
      request = asked.remove(id);
      if (request != null) {
        cancel(id);
      }
    }
    if (request == null) {
      return;
    }
    if (request.method().equals(Words.DISCOVER)) {
      // A server of the older era may say nothing to what it does not know.
      request
          .flow()
          .refuse(404, Words.json(), request.id(), Words.METHOD_NOT_FOUND, "Method not found");
    } else {
      request.flow().fail(UpstreamFailure.ANSWER_TIMEOUT);
    }
  }

  private void cancel(long id) {
    say(Words.cancelled(Long.toString(id)));
  }

  private @Nullable Long idOf(BridgeSession session, String callersId) {
    for (Map.Entry<Long, Asked> entry : asked.entrySet()) {
      Asked request = entry.getValue();
      if (request.session() == session && request.id().equals(callersId)) {
        return entry.getKey();
      }
    }
    return null;
  }

  private void pace(boolean on) {
    Pipe running = pipe;
    if (running != null) {
      running.reading(on);
    }
  }

  /** The number in an id as a server gives it back, or -1. */
  static long numberOf(String id) {
    String digits = id.startsWith("\"") && id.length() > 2 ? id.substring(1, id.length() - 1) : id;
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException notOurs) {
      return -1;
    }
  }
}
