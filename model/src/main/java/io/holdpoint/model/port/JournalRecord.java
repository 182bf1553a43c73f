// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.signal.Bypass;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Instant;
import java.util.Set;

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

  /**
   * A held call was put before people.
   *
   * @param labels what had reached its session by then
   */
  record ApprovalAsked(
      String ref, ApprovalRequest request, Set<DataLabel> labels, Instant at, Instant expiresAt)
      implements JournalRecord {
    public ApprovalAsked {
      requireNonNull(ref, "ref");
      requireNonNull(request, "request");
      labels = Set.copyOf(labels);
      requireNonNull(at, "at");
      requireNonNull(expiresAt, "expiresAt");
    }
  }

  /** A person spoke. */
  record ApprovalDecided(String ref, ApprovalWord word) implements JournalRecord {
    public ApprovalDecided {
      requireNonNull(ref, "ref");
      requireNonNull(word, "word");
    }
  }

  /** A grant was used up for a call, which has not left yet. */
  record ApprovalRedeemed(String ref, StepId step, Instant at) implements JournalRecord {
    public ApprovalRedeemed {
      requireNonNull(ref, "ref");
      requireNonNull(step, "step");
      requireNonNull(at, "at");
    }
  }

  /** A held call or a grant is over without that. */
  record ApprovalExpired(String ref, String why, Instant at) implements JournalRecord {
    public ApprovalExpired {
      requireNonNull(ref, "ref");
      requireNonNull(why, "why");
      requireNonNull(at, "at");
    }
  }

  /**
   * A version of a rule came into force, or went out of it.
   *
   * @param rule which
   * @param digest of its text; empty if it went out of force
   * @param text the whole rule file; empty if it went out of force
   */
  record RuleActivated(RuleRef rule, String digest, String text, Instant at)
      implements JournalRecord {
    public RuleActivated {
      requireNonNull(rule, "rule");
      requireNonNull(digest, "digest");
      requireNonNull(text, "text");
      requireNonNull(at, "at");
    }
  }

  /** A session is over. */
  record SessionEnded(Session session, Instant at) implements JournalRecord {
    public SessionEnded {
      requireNonNull(session, "session");
      requireNonNull(at, "at");
    }
  }

  /**
   * A policy came into force.
   *
   * @param version the same for the same files
   * @param digest of its files
   * @param text its files
   */
  record PolicyActivated(int version, String digest, String text, Instant at)
      implements JournalRecord {
    public PolicyActivated {
      requireNonNull(digest, "digest");
      requireNonNull(text, "text");
      requireNonNull(at, "at");
      if (version < 1) {
        throw new IllegalArgumentException("policy version: got " + version + " (expected: >= 1)");
      }
    }
  }

  /**
   * A part of a limit was used up.
   *
   * @param step by what
   * @param limit the clause that limits
   * @param of whose count it is, without values
   * @param amount how much
   * @param since when the time began that is counted
   * @param until when it ends
   */
  record Counted(
      StepId step, String limit, String of, long amount, Instant since, Instant until, Instant at)
      implements JournalRecord {
    public Counted {
      requireNonNull(step, "step");
      requireNonNull(limit, "limit");
      requireNonNull(of, "of");
      requireNonNull(since, "since");
      requireNonNull(until, "until");
      requireNonNull(at, "at");
    }
  }

  /** The glass was broken, or the bypass was ended before its time. */
  record Bypassed(Bypass bypass) implements JournalRecord {
    public Bypassed {
      requireNonNull(bypass, "bypass");
    }
  }

  /** Something happened to the journal itself, or somebody used what it tells of. */
  record Audited(AuditEvent event) implements JournalRecord {
    public Audited {
      requireNonNull(event, "event");
    }
  }

  /** Something happened to what a server offers. */
  record Offered(OfferEvent event) implements JournalRecord {
    public Offered {
      requireNonNull(event, "event");
    }
  }

  /**
   * What a call said in the clear, sealed with the key of its session.
   *
   * @param step whose arguments, messages or result
   * @param session whose key opens it
   * @param part what of the call
   * @param piece its place among the pieces of this part, from 0
   * @param last true if the part ends with it
   * @param sealed what was said, readable with the key only
   */
  record Recorded(
      StepId step, SessionId session, Part part, int piece, boolean last, String sealed, Instant at)
      implements JournalRecord {

    /** What of a call. */
    public enum Part {
      /** What it was called with. */
      ARGUMENTS,
      /** What its server said on the way, one message after the other. */
      MESSAGES,
      /** What came back. */
      RESULT
    }

    public Recorded {
      requireNonNull(step, "step");
      requireNonNull(session, "session");
      requireNonNull(part, "part");
      requireNonNull(sealed, "sealed");
      requireNonNull(at, "at");
      if (piece < 0) {
        throw new IllegalArgumentException("piece: got " + piece + " (expected: >= 0)");
      }
    }
  }
}
