// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Instant;

/** One entry of the journal. */
final class RecordCodec {

  private RecordCodec() {}

  static void write(WireBuffer out, JournalRecord journalRecord) {
    out.writeStartObject();
    switch (journalRecord) {
      case JournalRecord.Attempted r -> {
        out.writeName("attempted");
        StepCodec.writeAttempted(out, r.step());
      }
      case JournalRecord.Decided r -> {
        out.writeName("decided");
        out.writeStartObject();
        out.writeName("step");
        out.writeStepId(r.step());
        out.writeName("decision");
        DecisionCodec.write(out, r.decision());
        out.writeEndObject();
      }
      case JournalRecord.Dispatched r -> {
        out.writeName("dispatched");
        out.writeStartObject();
        out.writeName("step");
        out.writeStepId(r.step());
        Words.instant(out, "at", r.at());
        out.writeEndObject();
      }
      case JournalRecord.Completed r -> {
        out.writeName("completed");
        StepCodec.writeCompleted(out, r.step());
      }
      case JournalRecord.Signalled r -> {
        out.writeName("signalled");
        SignalCodec.writePublished(out, r.published());
      }
      case JournalRecord.Declared r -> {
        out.writeName("declared");
        writeDeclared(out, r.declared());
      }
      case JournalRecord.ApprovalAsked r -> ApprovalCodec.writeAsked(out, r);
      case JournalRecord.ApprovalDecided r -> ApprovalCodec.writeDecided(out, r);
      case JournalRecord.ApprovalRedeemed r -> ApprovalCodec.writeRedeemed(out, r);
      case JournalRecord.ApprovalExpired r -> ApprovalCodec.writeExpired(out, r);
      case JournalRecord.RuleActivated r -> writeRule(out, r);
      case JournalRecord.SessionEnded r -> writeSessionEnded(out, r);
      case JournalRecord.PolicyActivated r -> PolicyCodec.writeActivated(out, r);
      case JournalRecord.Counted r -> PolicyCodec.writeCounted(out, r);
      case JournalRecord.Bypassed r -> PolicyCodec.writeBypassed(out, r);
      case JournalRecord.Offered r -> {
        out.writeName("offered");
        OfferCodec.write(out, r.event());
      }
      case JournalRecord.Recorded r -> {
        out.writeName("recorded");
        RecordingCodec.write(out, r);
      }
      case JournalRecord.Audited r -> {
        out.writeName("audited");
        AuditCodec.write(out, r.event());
      }
    }
    out.writeEndObject();
  }

  static JournalRecord read(WireReader in) {
    return in.<JournalRecord>oneOf(
        "record",
        name ->
            switch (name) {
              case "attempted" -> new JournalRecord.Attempted(StepCodec.readAttempted(in));
              case "decided" -> readDecided(in);
              case "dispatched" -> readDispatched(in);
              case "completed" -> new JournalRecord.Completed(StepCodec.readCompleted(in));
              case "signalled" -> new JournalRecord.Signalled(SignalCodec.readPublished(in));
              case "declared" -> new JournalRecord.Declared(readDeclared(in));
              case "approval-asked" -> ApprovalCodec.readAsked(in);
              case "approval-decided" -> ApprovalCodec.readDecided(in);
              case "approval-redeemed" -> ApprovalCodec.readRedeemed(in);
              case "approval-expired" -> ApprovalCodec.readExpired(in);
              case "rule-activated" -> readRule(in);
              case "session-ended" -> readSessionEnded(in);
              case "policy-activated" -> PolicyCodec.readActivated(in);
              case "counted" -> PolicyCodec.readCounted(in);
              case "bypassed" -> PolicyCodec.readBypassed(in);
              case "audited" -> new JournalRecord.Audited(AuditCodec.read(in));
              case "recorded" -> RecordingCodec.read(in);
              case "offered" -> new JournalRecord.Offered(OfferCodec.read(in));
              default -> null;
            });
  }

  private static JournalRecord readDecided(WireReader in) {
    StepId step = null;
    Decision decision = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "step" -> step = StepId.parse(in.text());
        case "decision" -> decision = DecisionCodec.read(in);
        default -> in.skip();
      }
    }
    return new JournalRecord.Decided(in.required(step, "step"), in.required(decision, "decision"));
  }

  private static JournalRecord readDispatched(WireReader in) {
    StepId step = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "step" -> step = StepId.parse(in.text());
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.Dispatched(in.required(step, "step"), in.required(at, "at"));
  }

  private static void writeRule(WireBuffer out, JournalRecord.RuleActivated activated) {
    out.writeName("rule-activated");
    out.writeStartObject();
    out.writeStringProperty("rule", activated.rule().id());
    out.writeStringProperty("version", String.valueOf(activated.rule().version()));
    out.writeStringProperty("digest", activated.digest());
    out.writeStringProperty("text", activated.text());
    Words.instant(out, "at", activated.at());
    out.writeEndObject();
  }

  private static JournalRecord readRule(WireReader in) {
    String rule = null;
    String version = null;
    String digest = null;
    String text = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "rule" -> rule = in.text();
        case "version" -> version = in.text();
        case "digest" -> digest = in.text();
        case "text" -> text = in.text();
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.RuleActivated(
        new RuleRef(in.required(rule, "rule"), Integer.parseInt(in.required(version, "version"))),
        in.required(digest, "digest"),
        in.required(text, "text"),
        in.required(at, "at"));
  }

  private static void writeSessionEnded(WireBuffer out, JournalRecord.SessionEnded ended) {
    out.writeName("session-ended");
    out.writeStartObject();
    out.writeName("session");
    SessionCodec.write(out, ended.session());
    Words.instant(out, "at", ended.at());
    out.writeEndObject();
  }

  private static JournalRecord readSessionEnded(WireReader in) {
    Session session = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "session" -> session = SessionCodec.read(in);
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.SessionEnded(in.required(session, "session"), in.required(at, "at"));
  }

  private static void writeDeclared(WireBuffer out, DeclaredSession declared) {
    SessionDeclaration declaration = declared.declaration();
    out.writeStartObject();
    out.writeStringProperty("handle", declared.handle());
    out.writeStringProperty("tenant", declaration.tenant());
    out.writeStringProperty("principal", declaration.principal());
    out.writeName("agent");
    SessionCodec.writeAgent(out, declaration.agent());
    out.writeStringProperty("task", declaration.task());
    out.writeName("by");
    out.writeStartObject();
    out.writeStringProperty("host", declaration.host());
    out.writeStringProperty("parent", declaration.parent());
    out.writeStringProperty("environment", declaration.environment());
    out.writeEndObject();
    Instant until = declaration.until();
    if (until != null) {
      Words.instant(out, "until", until);
    }
    Words.instant(out, "at", declared.at());
    out.writeEndObject();
  }

  /** Members that came later may be absent in an older journal. */
  private static DeclaredSession readDeclared(WireReader in) {
    String handle = null;
    String tenant = null;
    String principal = null;
    AgentClaim agent = null;
    String task = null;
    By by = By.NOBODY;
    Instant until = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "handle" -> handle = in.text();
        case "tenant" -> tenant = in.text();
        case "principal" -> principal = in.text();
        case "agent" -> agent = SessionCodec.readAgent(in);
        case "task" -> task = in.text();
        case "by" -> by = readBy(in);
        case "until" -> until = in.instant();
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new DeclaredSession(
        in.required(handle, "handle"),
        new SessionDeclaration(
            in.required(tenant, "tenant"),
            in.required(principal, "principal"),
            in.required(agent, "agent"),
            in.required(task, "task"),
            by.parent(),
            by.environment(),
            by.host(),
            until),
        in.required(at, "at"));
  }

  /** Who declared a session, and under what. */
  private record By(String host, String parent, String environment) {
    static final By NOBODY = new By("", "", "");
  }

  private static By readBy(WireReader in) {
    String host = null;
    String parent = null;
    String environment = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "host" -> host = in.text();
        case "parent" -> parent = in.text();
        case "environment" -> environment = in.text();
        default -> in.skip();
      }
    }
    return new By(
        in.required(host, "host"),
        in.required(parent, "parent"),
        in.required(environment, "environment"));
  }
}
