// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.catalogue.ChosenArguments;
import io.holdpoint.gateway.limit.LimitBook;
import io.holdpoint.gateway.limit.LimitRule;
import io.holdpoint.gateway.policy.cel.Condition;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a call takes of a limit, and of whose; what cannot be said has no room. */
final class LimitCounting implements PolicyInForce.Counting {

  private static final LimitBook.Room NO_ROOM = new LimitBook.Room.Exhausted(Duration.ZERO);

  private final LimitBook book;
  private final ChosenArguments chosen;

  LimitCounting(LimitBook book, ChosenArguments chosen) {
    this.book = book;
    this.chosen = chosen;
  }

  @Override
  public LimitBook.Room take(ClauseAction.Limit limit, PolicyFacts call) {
    Step.Attempted attempt = call.question().attempt();
    Long amount = amount(limit, call);
    String of = of(limit, call);
    return amount == null || of == null
        ? NO_ROOM
        : book.setAside(attempt.id(), limit.rule(), of, amount, attempt.at());
  }

  private static @Nullable Long amount(ClauseAction.Limit limit, PolicyFacts call) {
    int bytes = call.question().attempt().arguments().sizeBytes();
    return switch (limit.rule().measure()) {
      case CALLS -> 1L;
      case BYTES, TOKENS -> LimitBook.of(limit.rule().measure(), bytes);
      case AMOUNT -> {
        Condition amount = limit.amount();
        Object value = amount == null ? null : amount.evaluate(call.facts());
        yield value instanceof Number number ? units(number.doubleValue()) : null;
      }
    };
  }

  /** Nothing is given back: an amount below zero is none. */
  private static @Nullable Long units(double amount) {
    boolean counts = Double.isFinite(amount) && amount >= 0 && amount < 9e12;
    return counts ? (Long) (long) Math.ceil(amount * LimitRule.UNIT) : null;
  }

  /** The session's comes first: its counts are found by how they begin. */
  private @Nullable String of(ClauseAction.Limit limit, PolicyFacts call) {
    Step.Attempted attempt = call.question().attempt();
    List<String> parts = new ArrayList<>();
    for (LimitRule.Per per : LimitRule.Per.values()) {
      if (limit.rule().per().contains(per)) {
        String part =
            switch (per) {
              case SESSION -> attempt.session().id().value();
              case PRINCIPAL -> attempt.session().floor().value();
              case UPSTREAM -> attempt.tool().upstream();
              case TOOL -> attempt.tool().qualifiedName();
              case DESTINATION -> destination(limit.key(), call);
              case ARGUMENTS -> attempt.arguments().digest().value();
            };
        if (part == null) {
          return null;
        }
        parts.add(part + " ");
      }
    }
    return String.join("", parts);
  }

  private @Nullable String destination(@Nullable Condition key, PolicyFacts call) {
    Step.Attempted attempt = call.question().attempt();
    if (key == null) {
      Digest all = attempt.arguments().digest();
      return chosen.destination(attempt.tool(), call.question().arguments(), all).value();
    }
    return switch (key.evaluate(call.facts())) {
      case Condition.Answer.Failed failed -> null;
      case Object value -> chosen.text(attempt.tool(), String.valueOf(value)).value();
    };
  }
}
