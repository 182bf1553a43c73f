// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What happened to the journal, or who used what it tells of. */
public sealed interface AuditEvent {

  /** The action of a login, also of a refused one; its target says where it came from. */
  String LOGIN = "POST /login";

  /** When. */
  Instant at();

  /**
   * An operator asked for a change, granted or refused.
   *
   * @param operator who
   * @param action the operation, for example {@code POST /sessions/{id}/kill}
   * @param target what it was about, possibly empty
   * @param status of the answer, as in HTTP
   */
  record Acted(String operator, String action, String target, int status, Instant at)
      implements AuditEvent {
    public Acted {
      requireNonNull(operator, "operator");
      requireNonNull(action, "action");
      requireNonNull(target, "target");
      requireNonNull(at, "at");
    }
  }

  /**
   * An operator is about to be shown something. Looking again within some minutes is not told.
   *
   * @param operator who
   * @param view the operation, for example {@code GET /sessions/{id}/steps}
   * @param target what it was about, possibly empty
   */
  record Viewed(String operator, String view, String target, Instant at) implements AuditEvent {
    public Viewed {
      requireNonNull(operator, "operator");
      requireNonNull(view, "view");
      requireNonNull(target, "target");
      requireNonNull(at, "at");
    }
  }

  /** The journal was signed. */
  record Signed(Checkpoint checkpoint) implements AuditEvent {
    public Signed {
      requireNonNull(checkpoint, "checkpoint");
    }

    @Override
    public Instant at() {
      return checkpoint.at();
    }
  }

  /**
   * Records whose time is over are about to be taken out of a closed file; their place in the chain
   * stays.
   *
   * @param segment the file's place among all, from 1
   * @param removed how many records are not in it any more
   * @param digest SHA-256 of the file without them, in hexadecimal
   * @param kept for how long records are kept, by class
   */
  record Expired(
      long segment, long removed, String digest, Map<RecordClass, Duration> kept, Instant at)
      implements AuditEvent {
    public Expired {
      requireNonNull(digest, "digest");
      kept = Map.copyOf(kept);
      requireNonNull(at, "at");
    }
  }

  /**
   * Nothing of a session, of a principal or at all may expire or be erased.
   *
   * @param hold names it
   * @param scope {@code session:ID}, {@code principal:NAME} or {@code all}
   * @param operator who says so
   * @param reason why
   */
  record HoldPlaced(String hold, String scope, String operator, String reason, Instant at)
      implements AuditEvent {
    public HoldPlaced {
      requireNonNull(hold, "hold");
      requireNonNull(scope, "scope");
      requireNonNull(operator, "operator");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
    }
  }

  /**
   * A legal hold is over.
   *
   * @param hold which
   * @param operator who says so
   * @param reason why
   */
  record HoldLifted(String hold, String operator, String reason, Instant at) implements AuditEvent {
    public HoldLifted {
      requireNonNull(hold, "hold");
      requireNonNull(operator, "operator");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
    }
  }

  /**
   * The key of a session's recording was destroyed: nobody can read the recording any more.
   *
   * @param session whose
   * @param operator who said so
   * @param reason why
   */
  record Erased(String session, String operator, String reason, Instant at) implements AuditEvent {
    public Erased {
      requireNonNull(session, "session");
      requireNonNull(operator, "operator");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
    }
  }

  /**
   * An operator has a rule file written; it came into force if a version with this digest did.
   *
   * @param rule its id
   * @param digest of the text, as in the record of its activation
   * @param operator who says so
   * @param reason why
   */
  record RuleSaved(String rule, String digest, String operator, String reason, Instant at)
      implements AuditEvent {
    public RuleSaved {
      requireNonNull(rule, "rule");
      requireNonNull(digest, "digest");
      requireNonNull(operator, "operator");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
    }
  }
}
