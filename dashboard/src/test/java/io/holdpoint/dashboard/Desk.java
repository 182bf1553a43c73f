// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.testing.Fixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A desk on which held calls are put by hand; it takes words and knows no bounds. */
public final class Desk implements ApprovalDesk {

  private final Map<String, Approval> approvals = new LinkedHashMap<>();
  private final List<Consumer<Approval>> listeners = new CopyOnWriteArrayList<>();

  /** Puts a held call on it, or another state of one. */
  public void put(Approval approval) {
    synchronized (this) {
      approvals.put(approval.ref(), approval);
    }
    listeners.forEach(listener -> listener.accept(approval));
  }

  @Override
  public CompletionStage<Approval> decide(String ref, ApprovalWord word) {
    Approval approval;
    synchronized (this) {
      approval = approvals.get(ref);
    }
    if (approval == null || !approval.isPending()) {
      return CompletableFuture.failedFuture(
          new ApprovalRefusedException(
              ApprovalRefusedException.Cause.SETTLED, "approval " + ref + ": no longer waits"));
    }
    String subject = approval.request().attempt().session().identity().subject();
    if (subject.equals(word.spoken().by())) {
      return CompletableFuture.failedFuture(
          new ApprovalRefusedException(
              ApprovalRefusedException.Cause.OWN_CALL, "approval " + ref + ": own call"));
    }
    if (approval.missing() > 1) {
      Approval voted = voted(approval, word);
      put(voted);
      return CompletableFuture.completedFuture(voted);
    }
    Approval next =
        approval.in(
            switch (word) {
              case ApprovalWord.Once once -> new ApprovalState.Granted(once, once.until(), 0);
              case ApprovalWord.ForSession s -> new ApprovalState.Granted(s, s.until(), 0);
              case ApprovalWord.Deny deny -> new ApprovalState.Denied(deny);
            });
    put(next);
    return CompletableFuture.completedFuture(next);
  }

  @Override
  public CompletionStage<Approval> edit(
      String ref, ApprovalWord.Spoken spoken, Instant until, String change) {
    Payload shown = new Payload(Fixtures.DIGESTER.digest(change), change.length(), change);
    return decide(ref, new ApprovalWord.Once(spoken, until, new ApprovalWord.Edit("-", shown)));
  }

  @Override
  public synchronized CompletionStage<Optional<Approval>> find(String ref) {
    return CompletableFuture.completedFuture(Optional.ofNullable(approvals.get(ref)));
  }

  @Override
  public synchronized CompletionStage<List<Approval>> list() {
    return CompletableFuture.completedFuture(List.copyOf(approvals.values()));
  }

  @Override
  public Subscription subscribe(Consumer<Approval> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public CompletionStage<Asked> ask(ApprovalRequest request) {
    throw new UnsupportedOperationException("ask");
  }

  @Override
  public CompletionStage<Boolean> redeem(String ref, ApprovalRequest request) {
    throw new UnsupportedOperationException("redeem");
  }

  @Override
  public void mismatched(String ref, Payload arguments) {
    throw new UnsupportedOperationException("mismatched");
  }

  @Override
  public CompletionStage<Approval> settled(String ref) {
    throw new UnsupportedOperationException("settled");
  }

  @Override
  public CompletionStage<Void> withdraw(String ref, String why) {
    throw new UnsupportedOperationException("withdraw");
  }

  @Override
  public void reached(Session session, Set<DataLabel> labels) {
    throw new UnsupportedOperationException("reached");
  }

  private static Approval voted(Approval approval, ApprovalWord word) {
    List<ApprovalWord> votes = new ArrayList<>(approval.votes());
    votes.add(word);
    return new Approval(
        approval.ref(),
        approval.request(),
        approval.labels(),
        approval.askedAt(),
        approval.expiresAt(),
        approval.state(),
        approval.callers(),
        approval.nearMisses(),
        votes,
        approval.batch());
  }
}
