// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.DataLabel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All held calls, by reference and by what an identical call has in common with them. What is over
 * is remembered for a while, the newest of it. Guarded by the desk's lock.
 */
final class Entries {

  private static final int REMEMBERED = 500;

  private final Map<String, Entry> byRef = new LinkedHashMap<>();
  private final Map<Entry.Key, Entry> newest = new LinkedHashMap<>();
  private final Map<String, Entry> open = new LinkedHashMap<>();
  private final Deque<Entry> over = new ArrayDeque<>();

  void add(Entry entry) {
    Entry nearly = nearly(entry.request);
    if (nearly != null && nearly.isPending()) {
      entry.batch = nearly.batch;
    }
    byRef.put(entry.ref, entry);
    newest.put(entry.key(), entry);
    open.put(entry.ref, entry);
  }

  /** It was never asked for. */
  void forget(Entry entry) {
    byRef.remove(entry.ref, entry);
    newest.remove(entry.key(), entry);
    open.remove(entry.ref);
  }

  /** Takes all calls of a session out. */
  void forget(SessionId session) {
    List.copyOf(byRef.values()).stream()
        .filter(entry -> entry.isOf(session))
        .forEach(
            entry -> {
              over.remove(entry);
              forget(entry);
            });
  }

  /** To be told after each change of state. */
  void changed(Entry entry) {
    if (!entry.isOpen() && open.remove(entry.ref) != null) {
      over.addLast(entry);
      if (over.size() > REMEMBERED) {
        forget(over.removeFirst());
      }
    }
  }

  @Nullable Entry byRef(String ref) {
    return byRef.get(ref);
  }

  @Nullable Entry identical(ApprovalRequest request) {
    return newest.get(Entry.Key.of(request));
  }

  /** The newest open one of the same principal and tool with other arguments, or null. */
  @Nullable Entry nearly(ApprovalRequest request) {
    Entry.Key key = Entry.Key.of(request);
    Entry found = null;
    for (Entry entry : open.values()) {
      if (!entry.isForSession() && entry.key().isNearly(key)) {
        found = entry;
      }
    }
    return found;
  }

  /** Grants for the session of a call, to its tool. */
  List<Entry> grantsFor(ApprovalRequest request) {
    Session session = request.attempt().session();
    String tool = request.attempt().tool().qualifiedName();
    return openOnes(
        entry ->
            entry.isForSession()
                && entry.request.attempt().session().id().equals(session.id())
                && entry.request.attempt().session().floor().equals(session.floor())
                && entry.key().tool().equals(tool));
  }

  /** Grants that were given before such data reached the session. */
  List<Entry> spoiledBy(Session session, Set<DataLabel> labels) {
    String place = Taints.place(session);
    return openOnes(
        entry ->
            entry.isForSession()
                && Taints.place(entry.request.attempt().session()).equals(place)
                && !entry.labels.containsAll(labels));
  }

  List<Entry> openOnes(Predicate<Entry> which) {
    return open.values().stream().filter(which).toList();
  }

  Collection<Entry> pendingOf(FloorId floor) {
    return openOnes(
        entry -> entry.isPending() && entry.request.attempt().session().floor().equals(floor));
  }

  int pending() {
    return openOnes(Entry::isPending).size();
  }

  List<Approval> all() {
    List<Approval> all = new ArrayList<>();
    openOnes(Entry::isPending).forEach(entry -> all.add(entry.approval()));
    List<Approval> rest = new ArrayList<>();
    over.forEach(entry -> rest.add(entry.approval()));
    openOnes(entry -> !entry.isPending()).forEach(entry -> rest.add(entry.approval()));
    all.addAll(rest.reversed());
    return List.copyOf(all);
  }
}
