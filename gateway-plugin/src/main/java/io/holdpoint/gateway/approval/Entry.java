// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One held call on the desk. Guarded by the desk's lock, but for its stages. */
final class Entry {

  private static final int NEAR_MISSES = 5;

  final String ref;
  final ApprovalRequest request;
  final Set<DataLabel> labels;
  final Instant askedAt;
  final Instant expiresAt;

  /** Completes once it no longer waits. */
  final CompletableFuture<Approval> settled = new CompletableFuture<>();

  /** Completes once that it was asked is durable. */
  CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

  /** A person's word, or the use of a grant for once, is on its way to the journal. */
  boolean busy;

  ApprovalState state = new ApprovalState.Pending();

  /** Those who differ from it in their arguments only wait under the same name. */
  String batch;

  /** True once people were told that others may approve it too. */
  boolean escalated;

  private final List<Approval.NearMiss> nearMisses = new ArrayList<>();
  private final List<ApprovalWord> votes = new ArrayList<>();
  private int callers = 1;

  Entry(
      String ref,
      ApprovalRequest request,
      Set<DataLabel> labels,
      Instant askedAt,
      Instant expiresAt) {
    this.ref = ref;
    this.request = request;
    this.labels = labels;
    this.askedAt = askedAt;
    this.expiresAt = expiresAt;
    this.batch = ref;
  }

  /** What an identical call has in common with this one. */
  record Key(FloorId floor, String tool, Digest bound) {

    static Key of(ApprovalRequest request) {
      Step.Attempted attempt = request.attempt();
      return new Key(attempt.session().floor(), attempt.tool().qualifiedName(), request.bound());
    }

    boolean isNearly(Key other) {
      return floor.equals(other.floor) && tool.equals(other.tool) && !bound.equals(other.bound);
    }
  }

  Key key() {
    return Key.of(request);
  }

  Approval approval() {
    return new Approval(
        ref,
        request,
        labels,
        askedAt,
        expiresAt,
        state,
        callers,
        List.copyOf(nearMisses),
        List.copyOf(votes),
        batch);
  }

  /** Who has approved it so far, oldest first. */
  List<ApprovalWord> votes() {
    return votes;
  }

  /**
   * Where it stands after a word that counts. Whoever changes the arguments anew asks all others
   * again; of what several people said, the narrowest counts.
   */
  ApprovalState after(ApprovalWord word) {
    if (word instanceof ApprovalWord.Deny) {
      return Restoring.state(word);
    }
    ApprovalWord.Edit edit = word.edit();
    if (edit != null && !votes.isEmpty() && !edit.isSame(votes.getLast().edit())) {
      votes.clear();
    }
    votes.add(word);
    return votes.size() < request.terms().quorum()
        ? new ApprovalState.Pending()
        : Restoring.state(Narrowest.of(votes));
  }

  boolean isPending() {
    return state instanceof ApprovalState.Pending;
  }

  /** True while people or callers can still do something with it. */
  boolean isOpen() {
    return isPending() || state instanceof ApprovalState.Granted;
  }

  boolean isOf(SessionId session) {
    return request.attempt().session().id().equals(session);
  }

  /** True if a kill is meant for what asked for it. */
  boolean isKilledBy(Signal.Header order) {
    Target target = order.target();
    Session session = request.attempt().session();
    boolean reached =
        switch (order.scope()) {
          case SESSION, TREE -> false;
          case AGENT -> session.floor().equals(target.floor());
          case PRINCIPAL -> PrincipalId.of(session.identity()).equals(target.principal());
          case ALL -> true;
        };
    return reached
        || session.id().equals(target.session())
        || session.root().equals(target.root())
        || (target.kind() == PrincipalKind.EXCLUSIVE && session.floor().equals(target.floor()));
  }

  boolean isForSession() {
    return state instanceof ApprovalState.Granted granted
        && granted.said() instanceof ApprovalWord.ForSession;
  }

  void anotherCaller() {
    callers++;
  }

  void nearMiss(Payload arguments, Instant at) {
    if (nearMisses.size() == NEAR_MISSES) {
      nearMisses.removeFirst();
    }
    nearMisses.add(new Approval.NearMiss(arguments, at));
  }

  /** Why time has ended it, or null. */
  @Nullable String overBy(Instant now) {
    return switch (state) {
      case ApprovalState.Pending pending ->
          now.isBefore(expiresAt) ? null : "nobody answered in time";
      case ApprovalState.Granted granted ->
          now.isBefore(granted.until()) ? null : "the time of the grant is over";
      case ApprovalState.Used used -> null;
      case ApprovalState.Denied denied -> null;
      case ApprovalState.Closed closed -> null;
    };
  }

  /**
   * What has changed between the call that was put before people and this one, or null if what they
   * said covers it.
   */
  @Nullable String changed(ApprovalRequest now) {
    if (!request.attempt().tool().digest().equals(now.attempt().tool().digest())) {
      return "the definition of the tool has changed";
    }
    if (!request.rules().containsAll(now.rules())) {
      return "another rule, or another version of one, holds the call";
    }
    if (isForSession() && !request.destination().equals(now.destination())) {
      return "the destination has changed";
    }
    return null;
  }
}
