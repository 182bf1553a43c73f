// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.server.remote.wire.DeskAnswer;
import io.holdpoint.server.remote.wire.DeskQuestion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What gateways ask of the approval desk of this process. People decide here, for all gateways
 * alike, and a grant is used up here, by whichever gateway comes first. A gateway asks for its own
 * steps only, and hears of held calls of its own or such as it was told the reference of. Safe for
 * use by many threads.
 */
final class DeskDoor {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST = 10_000;

  private final ApprovalDesk desk;
  private final LinkedHashMap<Told, Boolean> told = new LinkedHashMap<>();

  /** A reference that a gateway was told though another one's call got it. */
  private record Told(String gateway, String ref) {}

  DeskDoor(ApprovalDesk desk) {
    this.desk = requireNonNull(desk, "desk");
  }

  CompletionStage<byte[]> answer(String gateway, byte[] body) {
    return answer(gateway, DeskQuestion.read(body)).thenApply(DeskAnswer::write);
  }

  private CompletionStage<DeskAnswer> answer(String gateway, DeskQuestion question) {
    return switch (question) {
      case DeskQuestion.Ask ask -> {
        Enforcement.checkSource(gateway, ask.request().attempt().id());
        yield desk.ask(ask.request()).thenApply(asked -> asked(gateway, asked));
      }
      case DeskQuestion.Redeem redeem -> {
        Enforcement.checkSource(gateway, redeem.request().attempt().id());
        yield desk.redeem(redeem.ref(), redeem.request()).thenApply(DeskAnswer.Done::new);
      }
      case DeskQuestion.Await await ->
          of(
              gateway,
              await.ref(),
              approval -> approval.isPending() ? later(await.ref()) : now(approval));
      case DeskQuestion.Find find -> of(gateway, find.ref(), DeskDoor::now);
      case DeskQuestion.Withdraw withdraw ->
          of(
              gateway,
              withdraw.ref(),
              approval -> desk.withdraw(withdraw.ref(), withdraw.why()).thenApply(done -> done()));
      case DeskQuestion.Mismatched mismatched ->
          of(
              gateway,
              mismatched.ref(),
              approval -> {
                desk.mismatched(mismatched.ref(), mismatched.arguments());
                return CompletableFuture.completedFuture(done());
              });
    };
  }

  private DeskAnswer asked(String gateway, Asked asked) {
    return switch (asked) {
      case Asked.Waits waits -> {
        tell(gateway, waits.ref());
        yield new DeskAnswer.Waits(waits.ref(), waits.expiresAt());
      }
      case Asked.MayGo go -> {
        tell(gateway, go.ref());
        yield new DeskAnswer.MayGo(go.ref());
      }
      case Asked.Refused refused -> {
        tell(gateway, refused.ref());
        yield new DeskAnswer.Refused(refused.ref());
      }
      case Asked.TooMany tooMany -> new DeskAnswer.TooMany();
    };
  }

  private CompletionStage<DeskAnswer> of(
      String gateway, String ref, Function<Approval, CompletionStage<DeskAnswer>> then) {
    return desk.find(ref)
        .thenCompose(
            found ->
                found
                    .filter(approval -> mayHear(gateway, approval))
                    .map(then)
                    .orElseGet(DeskDoor::unknown));
  }

  /** Once it is settled, or after a while as it stands then: the gateway asks again. */
  private CompletionStage<DeskAnswer> later(String ref) {
    CompletableFuture<Boolean> settled =
        desk.settled(ref).thenApply(approval -> true).toCompletableFuture();
    return settled
        .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(known -> desk.find(ref))
        .thenCompose(found -> found.map(DeskDoor::now).orElseGet(DeskDoor::unknown));
  }

  private boolean mayHear(String gateway, Approval approval) {
    if (approval.request().attempt().id().source().equals(gateway)) {
      return true;
    }
    synchronized (told) {
      return told.containsKey(new Told(gateway, approval.ref()));
    }
  }

  private void tell(String gateway, String ref) {
    synchronized (told) {
      told.put(new Told(gateway, ref), true);
      if (told.size() > MOST) {
        told.pollFirstEntry();
      }
    }
  }

  private static CompletionStage<DeskAnswer> now(Approval approval) {
    return CompletableFuture.completedFuture(new DeskAnswer.Stands(approval));
  }

  private static CompletionStage<DeskAnswer> unknown() {
    return CompletableFuture.completedFuture(new DeskAnswer.Unknown());
  }

  private static DeskAnswer done() {
    return new DeskAnswer.Done(true);
  }
}
