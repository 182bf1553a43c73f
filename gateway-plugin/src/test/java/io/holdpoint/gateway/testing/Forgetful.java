// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A monitor and a journal that keep nothing, so that what is left in memory is the gateway's. */
public final class Forgetful implements SessionMonitor, Journal {

  private volatile Step.@Nullable Attempted last;

  /** The last call of a tool of this name, or null if the last call was another's. */
  public Step.@Nullable Attempted last(String tool) {
    Step.Attempted call = last;
    return call != null && call.tool().name().equals(tool) ? call : null;
  }

  /** Forgets that one too. */
  public void forget() {
    last = null;
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt) {
    last = attempt;
    return CompletableFuture.completedFuture(ScriptedMonitor.permit(attempt.at()));
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion) {
    return CompletableFuture.completedFuture(ScriptedMonitor.permit(completion.at()));
  }

  @Override
  public CompletionStage<Assessment> observe(Step.Observed observation) {
    return CompletableFuture.completedFuture(ScriptedMonitor.permit(observation.at()));
  }

  @Override
  public void ended(Session session, Instant at) {}

  @Override
  public CompletionStage<Void> append(Durability durability, List<JournalRecord> records) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void replay(Consumer<JournalRecord> reader) {}

  @Override
  public void close() {}
}
