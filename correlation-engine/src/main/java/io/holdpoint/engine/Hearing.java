// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.ledger.ResourceLedger;
import io.holdpoint.engine.ledger.Resources;
import io.holdpoint.engine.provenance.CallOrigin;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.provenance.Provenance;
import io.holdpoint.engine.state.Latches;
import io.holdpoint.engine.state.StepMemory;
import io.holdpoint.engine.state.Tracked;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is said in sessions to their provenance: by users, agents and results. Many threads
 * may listen at once, but one at a time to each session.
 */
final class Hearing {
  private final ThreadLocal<OriginReader> readers;
  private final ConcurrentMap<SessionId, List<Told>> early = new ConcurrentHashMap<>();
  private final ResourceLedger ledger;
  private final Coverage coverage;

  Hearing(Supplier<OriginReader> readers, ResourceLedger ledger, Coverage coverage) {
    this.readers = ThreadLocal.withInitial(readers);
    this.ledger = ledger;
    this.coverage = coverage;
  }

  /** An observation, with what was said in the clear. */
  record Told(Step.Observed step, String text) {}

  /** Takes in what was said in a session before its first call. */
  void told(SessionId session, List<Told> told) {
    if (!told.isEmpty()) {
      early.put(session, told);
    }
  }

  /** The session's first call is not taken in: what was said before it is of no use. */
  void forget(SessionId session) {
    early.remove(session);
  }

  /** Where a call comes from. */
  CallOrigin origin(Step.Attempted attempt, String text, Tracked tracked) {
    FloorId floor = tracked.session().floor();
    boolean nothing = ledger.knowsNothingOf(floor);
    CallOrigin origin =
        readers
            .get()
            .read(
                attempt,
                text,
                tracked.provenance(),
                names -> nothing ? Set.of() : ledger.of(floor, names));
    if (origin.origins().unknown()) {
      coverage.count(Loss.ORIGIN);
    }
    return origin;
  }

  /** What was said before the first call, and what the session was declared to do. */
  void listen(Tracked tracked) {
    List<Told> told = early.isEmpty() ? null : early.remove(tracked.session().id());
    if (tracked.provenance().isNew()) {
      tracked.provenance().userSaid(tracked.session().task(), readers.get().tokenizer());
    }
    if (told != null) {
      told.forEach(t -> hear(t, tracked.provenance()));
    }
  }

  void hear(Told told, Provenance provenance) {
    boolean loosens = told.step().grade().mayLoosen();
    switch (told.step().kind()) {
      case USER_MESSAGE -> {
        if (loosens) {
          provenance.userSaid(told.text(), readers.get().tokenizer());
        }
      }
      case MODEL_CALL -> {
        if (loosens) {
          provenance.agentSaid(told.text());
        }
      }
      case RETRIEVAL, MEMORY_READ ->
          provenance.result(told.step().id(), told.text(), false, readers.get().tokenizer());
      case TOOL_CALL,
          RESOURCE_READ,
          PROMPT,
          COMPLETION,
          MEMORY_WRITE,
          HAND_OFF,
          SAMPLING,
          ELICITATION,
          ROOTS,
          APPROVAL,
          LISTING,
          GUARDRAIL,
          SESSION_END -> {}
    }
  }

  /**
   * An end of a call that was taken in.
   *
   * @param step with what the resources it was read from carry besides
   * @param names what the call names
   */
  record Heard(Step.Completed step, Resources names) {}

  /**
   * Takes in a result.
   *
   * @param call the call it is the result of, if that is known
   */
  Heard hear(
      Step.Completed completion,
      String text,
      StepMemory.@Nullable Entry known,
      @Nullable Call call,
      Tracked tracked) {
    Provenance provenance = tracked.provenance();
    if (completion.outcome() instanceof Outcome.Refused) {
      provenance.refused(completion.id());
      return new Heard(completion, Resources.NONE);
    }
    boolean held =
        known != null
            && known.attempt() != null
            && known.attempt().decision().verdict() instanceof Verdict.Hold;
    Resources names = call == null ? Resources.NONE : names(call, tracked);
    Step.Completed heard = inherited(completion, call, names, tracked);
    boolean throughout = call != null && call.tool().labels().contains(DataLabel.SECRET);
    readers.get().result(heard, text, held, throughout, provenance);
    return new Heard(heard, names);
  }

  private Step.Completed inherited(
      Step.Completed completion, @Nullable Call call, Resources names, Tracked tracked) {
    if (call == null || !brings(call.tool())) {
      return completion;
    }
    Set<DataLabel> more = ledger.of(tracked.session().floor(), names);
    if (completion.labels().containsAll(more)) {
      return completion;
    }
    Set<DataLabel> all = EnumSet.copyOf(more);
    all.addAll(completion.labels());
    return new Step.Completed(
        completion.id(),
        completion.session(),
        completion.outcome(),
        completion.result(),
        all,
        completion.at());
  }

  /** True if a result of the tool can show what a resource holds. */
  private static boolean brings(ToolRef tool) {
    Set<Effect> effects = tool.effects();
    return effects.contains(Effect.READ)
        || effects.contains(Effect.MEMORY_READ)
        || effects.contains(Effect.EXEC)
        || !tool.known();
  }

  private static Resources names(Call call, Tracked tracked) {
    return tracked
        .provenance()
        .resourcesOf(call.id())
        .orElseGet(() -> Resources.forgotten(call.tool()));
  }

  /**
   * Notes what a call that ended leaves behind. Influence and private data are carried by whatever
   * is written after them, reworded or not; a secret by what it is found in, or by anything if not
   * everything could be seen.
   *
   * @param seen the labels its session answers for
   */
  void leaves(Heard ended, @Nullable Call call, Latches seen, Tracked tracked) {
    Step.Completed heard = ended.step();
    if (call == null || heard.outcome() instanceof Outcome.Refused) {
      return;
    }
    Resources names = ended.names();
    Set<Effect> effects = call.tool().effects();
    FloorId floor = tracked.session().floor();
    boolean kept = true;
    boolean writes = effects.contains(Effect.WRITE) || effects.contains(Effect.MEMORY_WRITE);
    if ((writes || effects.contains(Effect.EXEC)) && !seen.labels().isEmpty()) {
      Set<DataLabel> taint = EnumSet.noneOf(DataLabel.class);
      taint.addAll(seen.labels().keySet());
      if (!tracked.provenance().mayCarrySecret(heard.id())) {
        taint.remove(DataLabel.SECRET);
      }
      kept = ledger.wrote(floor, call.tool().upstream(), names, taint);
    }
    if (brings(call.tool()) && !heard.labels().isEmpty()) {
      Set<DataLabel> held = EnumSet.copyOf(heard.labels());
      held.remove(DataLabel.UNTRUSTED);
      kept &= ledger.held(floor, names, held);
    }
    if (!kept) {
      coverage.count(Loss.LEDGER);
    }
  }
}
