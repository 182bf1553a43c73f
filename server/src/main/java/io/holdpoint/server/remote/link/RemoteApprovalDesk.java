// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.server.remote.wire.ChannelMethods;
import io.holdpoint.server.remote.wire.DeskAnswer;
import io.holdpoint.server.remote.wire.DeskQuestion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's approval desk as a gateway's: people decide at the engine's process, and grants are
 * used up there, so that one is good for one call whichever gateway it reaches. While the engine is
 * gone, nobody is asked and nothing is let go; what waits already goes on waiting. Safe for use by
 * many threads.
 */
final class RemoteApprovalDesk implements ApprovalDesk, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteApprovalDesk.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** The engine answers within ten seconds, settled or not. */
  private static final Duration AWAIT_LIMIT = Duration.ofSeconds(15);

  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final EngineCalls calls;
  private final EngineLink link;
  private final Duration patience;
  private final Map<String, CompletableFuture<Approval>> awaited = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param patience how long to wait for an engine that is gone
   */
  RemoteApprovalDesk(EngineCalls calls, EngineLink link, Duration patience) {
    this.calls = requireNonNull(calls, "calls");
    this.link = requireNonNull(link, "link");
    this.patience = requireNonNull(patience, "patience");
  }

  @Override
  public CompletionStage<Asked> ask(ApprovalRequest request) {
    return question(new DeskQuestion.Ask(request)).thenApply(answer -> asked(request, answer));
  }

  @Override
  public CompletionStage<Boolean> redeem(String ref, ApprovalRequest request) {
    return question(new DeskQuestion.Redeem(ref, request))
        .thenApply(answer -> answer instanceof DeskAnswer.Done done && done.yes());
  }

  @Override
  public void mismatched(String ref, Payload arguments) {
    tell(new DeskQuestion.Mismatched(ref, arguments));
  }

  @Override
  public CompletionStage<Approval> settled(String ref) {
    return find(ref)
        .thenCompose(
            found ->
                found
                    .map(approval -> approval.isPending() ? follow(approval) : now(approval))
                    .orElseGet(
                        () ->
                            CompletableFuture.failedFuture(
                                new IllegalArgumentException(
                                    "approval: got \""
                                        + ref
                                        + "\" (expected: the reference of a held call)"))));
  }

  @Override
  public CompletionStage<Void> withdraw(String ref, String why) {
    return question(new DeskQuestion.Withdraw(ref, why)).thenAccept(done -> {});
  }

  /** Nobody speaks at a gateway: it knows no operators. */
  @Override
  public CompletionStage<Approval> decide(String ref, ApprovalWord word) {
    return CompletableFuture.failedFuture(
        new IllegalStateException(
            "approval: got a word at a gateway (expected: at the process with the engine)"));
  }

  @Override
  public CompletionStage<Optional<Approval>> find(String ref) {
    return question(new DeskQuestion.Find(ref))
        .thenApply(
            answer ->
                answer instanceof DeskAnswer.Stands stands
                    ? Optional.of(stands.approval())
                    : Optional.empty());
  }

  /** What waits is for the operators of the engine's process to see; no gateway shows it. */
  @Override
  public CompletionStage<List<Approval>> list() {
    return CompletableFuture.completedFuture(List.of());
  }

  /** The engine's process hears of it with the completion of the step. */
  @Override
  public void reached(Session session, Set<DataLabel> labels) {}

  @Override
  public Subscription subscribe(Consumer<Approval> listener) {
    return () -> {};
  }

  @Override
  public void close() {
    closed = true;
    awaited.clear();
  }

  private Asked asked(ApprovalRequest request, DeskAnswer answer) {
    return switch (answer) {
      case DeskAnswer.Waits waits ->
          new Asked.Waits(waits.ref(), waits.expiresAt(), follow(pending(request, waits)));
      case DeskAnswer.MayGo go -> new Asked.MayGo(go.ref());
      case DeskAnswer.Refused refused -> new Asked.Refused(refused.ref());
      case DeskAnswer.TooMany tooMany -> new Asked.TooMany();
      case DeskAnswer.Done done -> throw unexpected(done);
      case DeskAnswer.Stands stands -> throw unexpected(stands);
      case DeskAnswer.Unknown unknown -> throw unexpected(unknown);
    };
  }

  private static Approval pending(ApprovalRequest request, DeskAnswer.Waits waits) {
    return new Approval(
        waits.ref(),
        request,
        Set.of(),
        request.attempt().at(),
        waits.expiresAt(),
        new ApprovalState.Pending(),
        1,
        List.of());
  }

  /** Hears once how a held call was settled, however often the engine goes away meanwhile. */
  private CompletionStage<Approval> follow(Approval pending) {
    CompletableFuture<Approval> settled = new CompletableFuture<>();
    CompletableFuture<Approval> known = awaited.putIfAbsent(pending.ref(), settled);
    if (known != null) {
      return known.minimalCompletionStage();
    }
    await(pending, settled);
    return settled.minimalCompletionStage();
  }

  private void await(Approval pending, CompletableFuture<Approval> settled) {
    question(new DeskQuestion.Await(pending.ref()))
        .whenComplete((answer, trouble) -> heard(pending, settled, answer, trouble));
  }

  private void heard(
      Approval pending,
      CompletableFuture<Approval> settled,
      @Nullable DeskAnswer answer,
      @Nullable Throwable trouble) {
    if (closed) {
      return;
    }
    if (answer instanceof DeskAnswer.Stands stands) {
      if (stands.approval().isPending()) {
        await(pending, settled);
      } else {
        settle(pending.ref(), settled, stands.approval());
      }
    } else if (answer instanceof DeskAnswer.Unknown) {
      settle(
          pending.ref(),
          settled,
          pending.in(new ApprovalState.Closed("the engine knows it no more", pending.expiresAt())));
    } else {
      LOG.debug("held call {}: {}", pending.ref(), String.valueOf(trouble));
      LATER.execute(() -> await(pending, settled));
    }
  }

  private void settle(String ref, CompletableFuture<Approval> settled, Approval how) {
    awaited.remove(ref, settled);
    settled.complete(how);
  }

  private void tell(DeskQuestion word) {
    question(word)
        .whenComplete(
            (done, trouble) -> {
              if (trouble != null) {
                LOG.warn("the approval desk was not told: {}", trouble.toString());
              }
            });
  }

  private CompletionStage<DeskAnswer> question(DeskQuestion question) {
    Duration limit = question instanceof DeskQuestion.Await ? AWAIT_LIMIT : LIMIT;
    return link.back(patience)
        .thenCompose(
            back ->
                back
                    ? calls.ask(ChannelMethods.DESK, question.write(), limit)
                    : CompletableFuture.failedFuture(
                        new IllegalStateException(
                            "approval desk: got no engine (expected: it within the hold)")))
        .thenApply(DeskAnswer::read);
  }

  private static CompletionStage<Approval> now(Approval approval) {
    return CompletableFuture.completedFuture(approval);
  }

  private static IllegalStateException unexpected(DeskAnswer answer) {
    return new IllegalStateException(
        "approval desk: got "
            + answer.getClass().getSimpleName()
            + " (expected: an answer to a question)");
  }
}
