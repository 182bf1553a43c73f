// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

import static io.holdpoint.server.audit.export.OcsfClass.API_ACTIVITY;
import static io.holdpoint.server.audit.export.OcsfClass.AUTHENTICATION;
import static io.holdpoint.server.audit.export.OcsfClass.DETECTION_FINDING;
import static io.holdpoint.server.audit.export.OcsfClass.ENTITY_MANAGEMENT;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.server.audit.export.OcsfEvent.Finding;
import io.holdpoint.server.audit.export.OcsfEvent.Severity;
import io.holdpoint.server.audit.export.OcsfEvent.Status;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Records as events of the Open Cybersecurity Schema Framework: which class, which activity. */
final class Ocsf {

  private final String journal;
  private final String version;

  Ocsf(String journal, String version) {
    this.journal = requireNonNull(journal, "journal");
    this.version = requireNonNull(version, "version");
  }

  ObjectNode event(AuditRecord entry) {
    return switch (entry.entry()) {
      case JournalRecord.Attempted r ->
          api(entry, activity(r.step().tool().effects())).called().json();
      case JournalRecord.Decided r -> decided(entry, r);
      case JournalRecord.Dispatched r -> api(entry, OcsfClass.OTHER).called().json();
      case JournalRecord.Completed r ->
          api(entry, OcsfClass.OTHER).status(status(r.step().outcome())).called().json();
      case JournalRecord.Counted r -> api(entry, OcsfClass.OTHER).called().json();
      case JournalRecord.Recorded r -> api(entry, OcsfClass.OTHER).called().json();
      case JournalRecord.SessionEnded r ->
          entity(entry, OcsfClass.DELETE, "session", entry.facts().session());
      case JournalRecord.Declared r ->
          entity(entry, OcsfClass.CREATE, "session", r.declared().declaration().principal());
      case JournalRecord.ApprovalAsked r -> entity(entry, OcsfClass.CREATE, "approval", r.ref());
      case JournalRecord.ApprovalDecided r -> entity(entry, OcsfClass.UPDATE, "approval", r.ref());
      case JournalRecord.ApprovalRedeemed r -> entity(entry, OcsfClass.UPDATE, "approval", r.ref());
      case JournalRecord.ApprovalExpired r -> entity(entry, OcsfClass.DELETE, "approval", r.ref());
      case JournalRecord.Signalled r -> signalled(entry, r.published().signal());
      case JournalRecord.RuleActivated r ->
          entity(
              entry,
              r.text().isEmpty() ? OcsfClass.DEACTIVATE : OcsfClass.ACTIVATE,
              "rule",
              r.rule().toString());
      case JournalRecord.PolicyActivated r ->
          entity(entry, OcsfClass.ACTIVATE, "policy", Integer.toString(r.version()));
      case JournalRecord.Bypassed r ->
          entity(
              entry,
              r.bypass().until().isAfter(r.bypass().since()) ? OcsfClass.DISABLE : OcsfClass.ENABLE,
              "enforcement",
              "bypass");
      case JournalRecord.Offered r ->
          entity(
              entry,
              r.event() instanceof OfferEvent.Sighted ? OcsfClass.CREATE : OcsfClass.UPDATE,
              "tool",
              entry.facts().what());
      case JournalRecord.Audited r -> audited(entry, r.event());
    };
  }

  private ObjectNode audited(AuditRecord entry, AuditEvent event) {
    return switch (event) {
      case AuditEvent.Acted e when e.action().equals(AuditEvent.LOGIN) ->
          start(entry, AUTHENTICATION, 1)
              .severity(e.status() < 400 ? Severity.INFORMATIONAL : Severity.MEDIUM)
              .status(e.status() < 400 ? Status.SUCCESS : Status.FAILURE)
              .loggedIn(e.operator())
              .json();
      case AuditEvent.Acted e ->
          api(entry, method(e.action()))
              .severity(Severity.LOW)
              .status(e.status() < 400 ? Status.SUCCESS : Status.FAILURE)
              .called()
              .json();
      case AuditEvent.Viewed e -> api(entry, OcsfClass.READ).called().json();
      case AuditEvent.Signed e -> entity(entry, OcsfClass.UPDATE, "journal", journal);
      case AuditEvent.Expired e -> entity(entry, OcsfClass.DELETE, "journal", journal);
      case AuditEvent.HoldPlaced e -> entity(entry, OcsfClass.CREATE, "legal-hold", e.hold());
      case AuditEvent.HoldLifted e -> entity(entry, OcsfClass.DELETE, "legal-hold", e.hold());
      case AuditEvent.Erased e -> entity(entry, OcsfClass.DELETE, "recording", e.session());
      case AuditEvent.RuleSaved e -> entity(entry, OcsfClass.UPDATE, "rule", e.rule());
    };
  }

  /** What a rule had a part in is a finding; the rest is a call that was let through or not. */
  private ObjectNode decided(AuditRecord entry, JournalRecord.Decided decided) {
    Verdict verdict = decided.decision().verdict();
    Optional<Reason> byRule =
        decided.decision().contributions().stream()
            .map(Contribution::reason)
            .filter(reason -> reason.rule() != null)
            .findFirst();
    Severity severity =
        switch (verdict) {
          case Verdict.Permit p -> byRule.isPresent() ? Severity.LOW : Severity.INFORMATIONAL;
          case Verdict.Hold h -> Severity.MEDIUM;
          case Verdict.Deny d -> Severity.HIGH;
        };
    RuleRef rule = byRule.map(Reason::rule).orElse(null);
    if (byRule.isPresent() && rule != null) {
      Finding finding =
          new Finding(
              decided.step() + "/" + rule, rule.id(), byRule.get().text(), Optional.of(rule));
      return start(entry, DETECTION_FINDING, OcsfClass.CREATE)
          .severity(severity)
          .found(finding)
          .disposed(verdict)
          .json();
    }
    return api(entry, OcsfClass.OTHER)
        .severity(severity)
        .status(verdict instanceof Verdict.Deny ? Status.FAILURE : Status.SUCCESS)
        .disposed(verdict)
        .called()
        .json();
  }

  private ObjectNode signalled(AuditRecord entry, Signal signal) {
    Severity severity =
        switch (signal) {
          case Signal.Kill k -> Severity.CRITICAL;
          case Signal.Pause p -> Severity.HIGH;
          case Signal.Restrict r -> Severity.HIGH;
          case Signal.Resume r -> Severity.LOW;
          case Signal.Release r -> Severity.LOW;
        };
    if (signal.header().author() instanceof Author.ByRule by) {
      return start(entry, DETECTION_FINDING, OcsfClass.CREATE)
          .severity(severity)
          .found(
              new Finding(
                  by.detection(),
                  by.rule().id(),
                  signal.word() + ": " + signal.header().reason(),
                  Optional.of(by.rule())))
          .json();
    }
    int activity =
        switch (signal) {
          case Signal.Kill k -> OcsfClass.DISABLE;
          case Signal.Pause p -> OcsfClass.SUSPEND;
          case Signal.Restrict r -> OcsfClass.UPDATE;
          case Signal.Resume r -> OcsfClass.RESUME;
          case Signal.Release r -> OcsfClass.ENABLE;
        };
    return start(entry, ENTITY_MANAGEMENT, activity)
        .severity(severity)
        .managed("session", signal.header().target().session().value())
        .json();
  }

  private ObjectNode entity(AuditRecord entry, int activity, String type, String uid) {
    return start(entry, ENTITY_MANAGEMENT, activity)
        .managed(type, uid.isEmpty() ? "unknown" : uid)
        .json();
  }

  private OcsfEvent api(AuditRecord entry, int activity) {
    return start(entry, API_ACTIVITY, activity);
  }

  private OcsfEvent start(AuditRecord entry, OcsfClass type, int activity) {
    return new OcsfEvent(entry, type, activity, journal, version);
  }

  private static Status status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded o -> Status.SUCCESS;
      case Outcome.ToolError o -> Status.FAILURE;
      case Outcome.ProtocolError o -> Status.FAILURE;
      case Outcome.Refused o -> Status.FAILURE;
      case Outcome.TimedOut o -> Status.UNKNOWN;
      case Outcome.Unknown o -> Status.UNKNOWN;
    };
  }

  private static int activity(Set<Effect> effects) {
    if (effects.contains(Effect.DESTROY)) {
      return OcsfClass.DELETE;
    }
    if (effects.contains(Effect.WRITE) || effects.contains(Effect.MEMORY_WRITE)) {
      return OcsfClass.UPDATE;
    }
    boolean reads = Set.of(Effect.READ, Effect.DISCOVER, Effect.MEMORY_READ).containsAll(effects);
    return reads ? OcsfClass.READ : OcsfClass.OTHER;
  }

  private static int method(String action) {
    return action.startsWith("DELETE ") ? OcsfClass.DELETE : OcsfClass.UPDATE;
  }
}
