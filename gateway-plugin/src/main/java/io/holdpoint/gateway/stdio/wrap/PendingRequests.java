// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.stdio.link.AwayMode;
import io.holdpoint.gateway.stdio.link.AwayModes;
import io.holdpoint.gateway.stdio.link.Frame;
import io.holdpoint.gateway.stdio.link.FrameKind;
import io.holdpoint.gateway.stdio.link.Unjudged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for the daemon or, by its leave, for their server; and what happens to them
 * while it is away. Safe for use by many threads; nothing is written under its lock.
 */
final class PendingRequests {

  /** How long a held call waits for the daemon; clients give up at 60 seconds. */
  static final Duration HOLD = Duration.ofSeconds(45);

  private final Peer client;
  private final Peer server;
  private final Notes notes;
  private final UnjudgedLog log;
  private final Map<String, JudgedRequest> open = new LinkedHashMap<>();
  private AwayModes modes = AwayModes.UNKNOWN;

  PendingRequests(Peer client, Peer server, Notes notes, UnjudgedLog log) {
    this.client = client;
    this.server = server;
    this.notes = notes;
    this.log = log;
  }

  /** Takes in a request; false if one with its id is open. */
  synchronized boolean add(JudgedRequest request) {
    return open.putIfAbsent(request.message().id(), request) == null;
  }

  synchronized boolean has(String id) {
    return open.containsKey(id);
  }

  /** Offers a request to the daemon; without one, does with it what its effects ask for. */
  void offer(JudgedRequest request, DaemonLink link) {
    if (!mark(request)) {
      return;
    }
    if (link.send(FrameKind.FROM_CLIENT, request.line())) {
      return;
    }
    unmark(request);
    withoutDaemon(request);
    // It may have come back meanwhile: then nobody else offers what is held.
    if (isHeld(request) && mark(request) && !link.send(FrameKind.FROM_CLIENT, request.line())) {
      unmark(request);
    }
  }

  /** The daemon let it pass. */
  synchronized void sent(String id) {
    JudgedRequest request = open.get(id);
    if (request != null) {
      request.sent();
    }
  }

  /** Its server answered, and the daemon is told. */
  synchronized void returned(String id) {
    JudgedRequest request = open.get(id);
    if (request != null) {
      request.returned();
    }
  }

  /** True while an answer waits for the daemon's leave. */
  synchronized boolean isReleasing() {
    return open.values().stream().anyMatch(r -> r.isReturned() && !r.isAnswered());
  }

  /** Its client has an answer. */
  synchronized void remove(String id) {
    open.remove(id);
  }

  /** What to do with each tool while the daemon is away. */
  synchronized void modes(byte[] json) {
    modes = AwayModes.of(json);
  }

  synchronized boolean isWaiting() {
    return open.values().stream().anyMatch(r -> !r.isAnswered());
  }

  synchronized boolean isUndecided() {
    return open.values().stream().anyMatch(r -> !r.isSent() && !r.isAnswered());
  }

  /** The daemon is there: what it must learn first. */
  List<Frame> up() {
    List<Frame> first = new ArrayList<>(log.take());
    synchronized (this) {
      for (JudgedRequest request : open.values()) {
        if (!request.isOffered() && !request.isSent() && !request.isAnswered()) {
          request.offered(true);
          request.heldSince(0);
          first.add(new Frame(FrameKind.FROM_CLIENT, request.line()));
        }
      }
    }
    return first;
  }

  /** The daemon is gone: what it had must be offered again, what is under way is nobody's. */
  void lost() {
    List<JudgedRequest> underWay = new ArrayList<>();
    synchronized (this) {
      for (JudgedRequest request : open.values()) {
        request.offered(false);
        if (request.isSent() && !request.isUnjudged() && !request.isAnswered()) {
          request.unjudged();
          if (request.mode(modes) != AwayMode.OPEN) {
            request.answered();
            underWay.add(request);
          }
        }
      }
    }
    underWay.forEach(r -> client.line(WrapRefusals.of(r.message(), WrapRefusals.WITHHELD)));
  }

  /** There is no daemon for now. */
  void away() {
    List<JudgedRequest> undecided;
    synchronized (this) {
      open.values().stream().filter(r -> !r.isSent()).forEach(r -> r.offered(false));
      undecided = open.values().stream().filter(r -> !r.isSent() && !r.isAnswered()).toList();
    }
    undecided.forEach(this::withoutDaemon);
  }

  /** Refuses what waited for too long. */
  void expire(long nowNanos) {
    List<JudgedRequest> expired;
    synchronized (this) {
      expired =
          open.values().stream()
              .filter(r -> r.heldSince() != 0 && nowNanos - r.heldSince() > HOLD.toNanos())
              .toList();
      expired.forEach(r -> open.remove(r.message().id()));
    }
    expired.forEach(r -> refuse(r, "was refused: it waited too long for the daemon"));
  }

  /** Takes in the answer to a request that nobody judges; false if it is one of the daemon's. */
  boolean answered(String id, byte[] line) {
    JudgedRequest request;
    synchronized (this) {
      request = open.get(id);
      if (request == null || !request.isUnjudged()) {
        return false;
      }
      open.remove(id);
    }
    settle(request, line);
    return true;
  }

  /** The same where it would have been judged, but for the daemon's absence. */
  void answeredUnjudged(String id, byte[] line) {
    JudgedRequest request;
    boolean released;
    synchronized (this) {
      request = open.remove(id);
      if (request == null) {
        return;
      }
      released = request.mode(modes) == AwayMode.OPEN;
      if (!released) {
        request.answered();
      }
    }
    settle(request, line);
    if (!released) {
      client.line(WrapRefusals.of(request.message(), WrapRefusals.WITHHELD));
    }
  }

  private void settle(JudgedRequest request, byte[] line) {
    boolean released = !request.isAnswered();
    log.add(new Unjudged(request.line(), line), what(request), released);
    notes.say(
        "the result of "
            + what(request)
            + " went unjudged and was "
            + (released ? "released" : "withheld"));
    if (released) {
      client.line(line);
    }
  }

  private void withoutDaemon(JudgedRequest request) {
    AwayMode mode;
    synchronized (this) {
      boolean decided = request.isSent() || request.isAnswered() || request.heldSince() != 0;
      if (decided || open.get(request.message().id()) != request) {
        return;
      }
      mode = request.mode(modes);
      switch (mode) {
        case OPEN -> {
          request.sent();
          request.unjudged();
        }
        case HELD -> request.heldSince(System.nanoTime());
        case CLOSED -> open.remove(request.message().id());
      }
    }
    switch (mode) {
      case OPEN -> {
        notes.say(what(request) + " goes on unjudged");
        server.line(request.line());
      }
      case HELD -> notes.say(what(request) + " waits for the daemon");
      case CLOSED -> refuse(request, "was refused: nobody can judge it now");
    }
  }

  private void refuse(JudgedRequest request, String why) {
    notes.say(what(request) + " " + why);
    client.line(WrapRefusals.of(request.message(), WrapRefusals.NOT_CARRIED_OUT));
  }

  private synchronized boolean mark(JudgedRequest request) {
    boolean first = !request.isOffered() && !request.isSent() && !request.isAnswered();
    request.offered(true);
    return first;
  }

  private synchronized void unmark(JudgedRequest request) {
    request.offered(false);
  }

  private synchronized boolean isHeld(JudgedRequest request) {
    return request.heldSince() != 0;
  }

  private static String what(JudgedRequest request) {
    @Nullable String tool = request.message().params().text("name");
    return request.message().method() + (tool.isEmpty() ? "" : " " + tool);
  }
}
