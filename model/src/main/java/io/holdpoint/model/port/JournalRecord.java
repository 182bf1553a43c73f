// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Decision;
import java.time.Instant;

/** One entry of the journal. */
public sealed interface JournalRecord {

  /** Something was asked for. */
  record Attempted(Step.Attempted step) implements JournalRecord {
    public Attempted {
      requireNonNull(step, "step");
    }
  }

  /** It was decided on. */
  record Decided(StepId step, Decision decision) implements JournalRecord {
    public Decided {
      requireNonNull(step, "step");
      requireNonNull(decision, "decision");
    }
  }

  /** The first byte is about to leave. */
  record Dispatched(StepId step, Instant at) implements JournalRecord {
    public Dispatched {
      requireNonNull(step, "step");
      requireNonNull(at, "at");
    }
  }

  /** It ended; an outcome of unknown says that what the upstream did is not known. */
  record Completed(Step.Completed step) implements JournalRecord {
    public Completed {
      requireNonNull(step, "step");
    }
  }

  /** A signal was given. */
  record Signalled(Published published) implements JournalRecord {
    public Signalled {
      requireNonNull(published, "published");
    }
  }

  /** A host declared a session. */
  record Declared(DeclaredSession declared) implements JournalRecord {
    public Declared {
      requireNonNull(declared, "declared");
    }
  }

  /** A session is over. */
  record SessionEnded(Session session, Instant at) implements JournalRecord {
    public SessionEnded {
      requireNonNull(session, "session");
      requireNonNull(at, "at");
    }
  }

  /** Something happened to what a server offers. */
  record Offered(OfferEvent event) implements JournalRecord {
    public Offered {
      requireNonNull(event, "event");
    }
  }
}
