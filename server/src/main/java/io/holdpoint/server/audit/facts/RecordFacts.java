// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.facts;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a record tells at a glance.
 *
 * @param kind what kind of record, one word
 * @param recordClass for how long it may be kept; empty if for good
 * @param at when it happened
 * @param session whose session it is about, empty if none or not said in it
 * @param step which step it is about, or which held call; empty if none
 * @param actor the principal or operator behind it, empty if not said in it
 * @param what what it was about: a tool, an operation, a rule
 * @param outcome how it went, one word, possibly empty
 * @param reason why, possibly empty
 */
public record RecordFacts(
    String kind,
    Optional<RecordClass> recordClass,
    Instant at,
    String session,
    String step,
    String actor,
    String what,
    String outcome,
    String reason) {

  public RecordFacts {
    requireNonNull(kind, "kind");
    requireNonNull(recordClass, "recordClass");
    requireNonNull(at, "at");
    requireNonNull(session, "session");
    requireNonNull(step, "step");
    requireNonNull(actor, "actor");
    requireNonNull(what, "what");
    requireNonNull(outcome, "outcome");
    requireNonNull(reason, "reason");
  }

  /** The facts of a record. */
  public static RecordFacts of(JournalRecord entry) {
    return switch (entry) {
      case JournalRecord.Attempted r -> attempted(r.step());
      case JournalRecord.Decided r ->
          call("decided", r.decision().at())
              .of(r.step())
              .ended(
                  r.decision().verdict().word(),
                  r.decision().contributions().stream()
                      .map(contribution -> contribution.reason().code())
                      .distinct()
                      .reduce((a, b) -> a + " " + b)
                      .orElse(""));
      case JournalRecord.Dispatched r -> call("dispatched", r.at()).of(r.step());
      case JournalRecord.Completed r ->
          call("completed", r.step().at())
              .of(r.step().id())
              .in(r.step().session().value())
              .ended(word(r.step().outcome()), "");
      case JournalRecord.Recorded r ->
          call("recorded", r.at())
              .of(r.step())
              .in(r.session().value())
              .about(r.part().name().toLowerCase(Locale.ROOT));
      case JournalRecord.SessionEnded r -> call("session-ended", r.at()).by(r.session());
      case JournalRecord.Counted r ->
          call("counted", r.at()).of(r.step()).about(r.limit()).ended("", r.of());
      case JournalRecord.ApprovalAsked r ->
          approval("approval-asked", r.at(), r.ref())
              .by(r.request().attempt().session())
              .about(tool(r.request().attempt()));
      case JournalRecord.ApprovalDecided r -> decided(r.ref(), r.word());
      case JournalRecord.ApprovalRedeemed r -> approval("approval-redeemed", r.at(), r.ref());
      case JournalRecord.ApprovalExpired r ->
          approval("approval-expired", r.at(), r.ref()).ended("", r.why());
      case JournalRecord.Signalled r -> signalled(r.published().signal());
      case JournalRecord.Declared r ->
          standing("declared", r.declared().at())
              .by(r.declared().declaration().principal())
              .about(r.declared().declaration().host());
      case JournalRecord.RuleActivated r ->
          standing("rule-activated", r.at())
              .about(r.rule().toString())
              .ended(r.text().isEmpty() ? "out" : "in", r.digest());
      case JournalRecord.PolicyActivated r ->
          standing("policy-activated", r.at()).about("policy " + r.version()).ended("in", "");
      case JournalRecord.Bypassed r ->
          standing("bypassed", r.bypass().since())
              .by(r.bypass().by())
              .about("until " + r.bypass().until())
              .ended("", r.bypass().reason());
      case JournalRecord.Offered r -> offered(r.event());
      case JournalRecord.Audited r -> AuditFacts.of(r.event());
    };
  }

  static RecordFacts standing(String kind, Instant at) {
    return plain(kind, Optional.empty(), at);
  }

  static RecordFacts plain(String kind, Optional<RecordClass> recordClass, Instant at) {
    return new RecordFacts(kind, recordClass, at, "", "", "", "", "", "");
  }

  RecordFacts by(String name) {
    return new RecordFacts(kind, recordClass, at, session, step, name, what, outcome, reason);
  }

  RecordFacts about(String text) {
    return new RecordFacts(kind, recordClass, at, session, step, actor, text, outcome, reason);
  }

  RecordFacts in(String id) {
    return new RecordFacts(kind, recordClass, at, id, step, actor, what, outcome, reason);
  }

  RecordFacts ended(String how, String why) {
    return new RecordFacts(kind, recordClass, at, session, step, actor, what, how, why);
  }

  private RecordFacts by(Session whose) {
    return in(whose.id().value()).by(whose.identity().subject());
  }

  private RecordFacts of(StepId id) {
    return named(id.toString());
  }

  private RecordFacts named(String name) {
    return new RecordFacts(kind, recordClass, at, session, name, actor, what, outcome, reason);
  }

  private static RecordFacts call(String kind, Instant at) {
    return plain(kind, Optional.of(RecordClass.CALLS), at);
  }

  private static RecordFacts approval(String kind, Instant at, String ref) {
    return plain(kind, Optional.of(RecordClass.APPROVALS), at).named(ref);
  }

  private static RecordFacts attempted(Step.Attempted step) {
    return call("attempted", step.at()).of(step.id()).by(step.session()).about(tool(step));
  }

  private static String tool(Step.Attempted step) {
    return step.tool().upstream() + "/" + step.tool().name();
  }

  private static RecordFacts decided(String ref, ApprovalWord word) {
    String how =
        switch (word) {
          case ApprovalWord.Once once -> "approved";
          case ApprovalWord.ForSession grant -> "approved-for-session";
          case ApprovalWord.Deny deny -> "denied";
        };
    return approval("approval-decided", word.spoken().at(), ref)
        .by(word.spoken().by())
        .ended(how, word.spoken().reason());
  }

  private static RecordFacts signalled(Signal signal) {
    Signal.Header header = signal.header();
    return standing("signalled", header.at())
        .in(header.target().session().value())
        .by(header.author().label())
        .about(header.ref())
        .ended(signal.word(), header.reason());
  }

  private static RecordFacts offered(OfferEvent event) {
    RecordFacts facts =
        standing("offered", event.at())
            .about(event.offer().upstream() + "/" + event.offer().name());
    return switch (event) {
      case OfferEvent.Sighted e -> facts.ended(e.trusted() ? "trusted" : "waits", e.digest());
      case OfferEvent.Approved e -> facts.by(e.author().label()).ended("approved", e.reason());
      case OfferEvent.Classified e -> facts.by(e.author().label()).ended("classified", e.reason());
      case OfferEvent.Refused e -> facts.by(e.author().label()).ended("refused", e.reason());
    };
  }

  private static String word(Outcome outcome) {
    return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
