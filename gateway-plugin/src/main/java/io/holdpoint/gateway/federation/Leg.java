// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One upstream's part in a client's session. Safe for use by many threads. */
final class Leg {

  private static final int MOST_EVENTS = 256;

  private final String upstream;
  private final List<Runnable> waiting = new ArrayList<>();
  private State state = State.NEW;
  private String sessionId = "";
  private String revision = "";
  private final LinkedHashSet<String> events = new LinkedHashSet<>();
  private @Nullable Welcome welcome;
  private Reply failure = Reply.NONE;
  private long failedAt;

  Leg(String upstream) {
    this.upstream = upstream;
  }

  /** How far the upstream is. */
  enum State {
    NEW,
    OPENING,
    OPEN,
    FAILED
  }

  /**
   * What an upstream said to the first word.
   *
   * @param capabilities as JSON text
   * @param instructions for the model, or empty
   */
  record Welcome(String capabilities, String instructions) {}

  String upstream() {
    return upstream;
  }

  synchronized boolean isOpen() {
    return state == State.OPEN;
  }

  /** True if it failed within the last {@code nanos}. */
  synchronized boolean failedSince(long now, long nanos) {
    return state == State.FAILED && now - failedAt < nanos;
  }

  /**
   * Says who opens the upstream: true for the first who asks. All others are told, by {@code then},
   * when that is over; so is whoever asks when it is over already.
   */
  boolean begin(Runnable then) {
    synchronized (this) {
      if (state == State.OPENING) {
        waiting.add(then);
        return false;
      }
      if (state != State.OPEN) {
        state = State.OPENING;
        return true;
      }
    }
    then.run();
    return false;
  }

  void opened(String id, String spoken, Welcome said) {
    List<Runnable> told;
    synchronized (this) {
      state = State.OPEN;
      sessionId = id;
      revision = spoken;
      welcome = said;
      told = List.copyOf(waiting);
      waiting.clear();
    }
    told.forEach(Runnable::run);
  }

  void failed(Reply why, long now) {
    List<Runnable> told;
    synchronized (this) {
      state = State.FAILED;
      failure = why;
      failedAt = now;
      told = List.copyOf(waiting);
      waiting.clear();
    }
    told.forEach(Runnable::run);
  }

  /** The upstream does not know its session any more. */
  synchronized void lost(String id) {
    if (state == State.OPEN && sessionId.equals(id)) {
      state = State.NEW;
      events.clear();
    }
  }

  synchronized String sessionId() {
    return sessionId;
  }

  synchronized String revision() {
    return revision;
  }

  synchronized @Nullable Welcome welcome() {
    return state == State.OPEN ? welcome : null;
  }

  /** Why it is not open. */
  synchronized Reply failure() {
    return failure;
  }

  /** The id of the last event the client was sent of this upstream where it listens, or empty. */
  synchronized String lastEvent() {
    return events.isEmpty() ? "" : events.getLast();
  }

  /** True if the client was lately sent this event where it listens. */
  synchronized boolean wasEvent(String id) {
    return events.contains(id);
  }

  /** The client was sent an event where it listens. */
  synchronized void event(String id) {
    events.add(id);
    if (events.size() > MOST_EVENTS) {
      events.removeFirst();
    }
  }
}
