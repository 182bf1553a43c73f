// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.provenance.CallOrigin;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.provenance.Provenance;
import io.holdpoint.engine.state.StepMemory;
import io.holdpoint.engine.state.Tracked;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Verdict;
import java.util.List;
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

  Hearing(Supplier<OriginReader> readers) {
    this.readers = ThreadLocal.withInitial(readers);
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
  CallOrigin origin(Step.Attempted attempt, String text, Provenance provenance) {
    return readers.get().read(attempt, text, provenance);
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

  void hear(
      Step.Completed completion, String text, StepMemory.@Nullable Entry known, Tracked tracked) {
    boolean held =
        known != null
            && known.attempt() != null
            && known.attempt().decision().verdict() instanceof Verdict.Hold;
    if (completion.outcome() instanceof Outcome.Refused) {
      tracked.provenance().refused(completion.id());
    } else {
      readers.get().result(completion, text, held, tracked.provenance());
    }
  }
}
