// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.Step;
import io.holdpoint.server.audit.facts.RecordFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers whose steps and held calls the newest ones are: later records of them name the step
 * only. Over the limit the oldest is forgotten.
 */
final class StepBook {

  private static final int MOST = 1 << 15;

  private final Map<String, Whose> steps =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Whose> eldest) {
          return size() > MOST;
        }
      };

  private record Whose(String session, String principal, String tool) {
    static Whose of(Step.Attempted step) {
      return new Whose(
          step.session().id().value(),
          step.session().identity().subject(),
          step.tool().qualifiedName());
    }
  }

  /** Takes notice of a record. */
  void learn(JournalRecord entry) {
    if (entry instanceof JournalRecord.Attempted attempted) {
      steps.put(attempted.step().id().toString(), Whose.of(attempted.step()));
    } else if (entry instanceof JournalRecord.ApprovalAsked asked) {
      steps.put(asked.ref(), Whose.of(asked.request().attempt()));
    }
  }

  /** The facts with what is known of the step besides; a person who spoke stays the actor. */
  RecordFacts completed(RecordFacts facts) {
    Whose whose = steps.get(facts.step());
    if (whose == null) {
      return facts;
    }
    return new RecordFacts(
        facts.kind(),
        facts.recordClass(),
        facts.at(),
        facts.session().isEmpty() ? whose.session() : facts.session(),
        facts.step(),
        facts.actor().isEmpty() ? whose.principal() : facts.actor(),
        facts.what().isEmpty() ? whose.tool() : facts.what(),
        facts.outcome(),
        facts.reason());
  }
}
