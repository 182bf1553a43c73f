// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Bypass;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Obligation;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every case of every sealed type, and random values of them with hostile texts. */
public final class Samples {

  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "line\nbreak\t\"quoted\" \\ back",
          "\u0000\u001f\u007f\u2028",
          "gr\u00fc\u00df \u65e5\u672c \u2592",
          "\ud83d\ude00 pair",
          "lone \ud83d high",
          "lone \ude00 low",
          "\u202egnp.exe\u200b");

  private final Random random;

  public Samples(long seed) {
    this.random = new Random(seed);
  }

  /** One record of each kind, and more. */
  public List<JournalRecord> records() {
    List<JournalRecord> records = new ArrayList<>();
    attempts().forEach(step -> records.add(new JournalRecord.Attempted(step)));
    decisions().forEach(d -> records.add(new JournalRecord.Decided(Fixtures.stepId(number()), d)));
    records.add(new JournalRecord.Dispatched(Fixtures.stepId(number()), instant()));
    completions().forEach(step -> records.add(new JournalRecord.Completed(step)));
    for (Signal signal : signals()) {
      records.add(
          new JournalRecord.Signalled(new Published(1 + random.nextLong(Long.MAX_VALUE), signal)));
    }
    records.add(
        new JournalRecord.Declared(
            new DeclaredSession(
                text(),
                new SessionDeclaration(
                    text(),
                    text(),
                    agent(),
                    text(),
                    text(),
                    text(),
                    text(),
                    random.nextBoolean() ? instant() : null),
                instant())));
    records.add(new JournalRecord.SessionEnded(session(), instant()));
    records.add(
        new JournalRecord.RuleActivated(
            new RuleRef(text(), 1 + random.nextInt(99)), text(), text(), instant()));
    records.add(new JournalRecord.PolicyActivated(1 + number(), text(), text(), instant()));
    records.add(
        new JournalRecord.Counted(
            Fixtures.stepId(number()), text(), text(), number(), instant(), instant(), instant()));
    records.add(new JournalRecord.Bypassed(new Bypass(instant(), instant(), text(), text())));
    offerEvents().forEach(event -> records.add(new JournalRecord.Offered(event)));
    auditEvents().forEach(event -> records.add(new JournalRecord.Audited(event)));
    for (Step.Attempted attempt : attempts()) {
      records.add(
          new JournalRecord.ApprovalAsked(
              text(), approvalRequest(attempt), labels(), instant(), instant()));
    }
    approvalWords().forEach(w -> records.add(new JournalRecord.ApprovalDecided(text(), w)));
    records.add(new JournalRecord.ApprovalRedeemed(text(), Fixtures.stepId(number()), instant()));
    records.add(new JournalRecord.ApprovalExpired(text(), text(), instant()));
    for (JournalRecord.Recorded.Part part : JournalRecord.Recorded.Part.values()) {
      records.add(
          new JournalRecord.Recorded(
              Fixtures.stepId(number()),
              session().id(),
              part,
              number(),
              random.nextBoolean(),
              text(),
              instant()));
    }
    return records;
  }

  List<AuditEvent> auditEvents() {
    Checkpoint checkpoint =
        new Checkpoint(text(), 1 + number(), number(), text(), instant(), text(), text());
    return List.of(
        new AuditEvent.Acted(text(), text(), text(), 200, instant()),
        new AuditEvent.Viewed(text(), text(), text(), instant()),
        new AuditEvent.Signed(checkpoint),
        new AuditEvent.Expired(
            1 + number(),
            number(),
            text(),
            Map.of(RecordClass.CALLS, Duration.ofDays(30), RecordClass.VIEWS, Duration.ofDays(7)),
            instant()),
        new AuditEvent.HoldPlaced(text(), text(), text(), text(), instant()),
        new AuditEvent.HoldLifted(text(), text(), text(), instant()),
        new AuditEvent.Erased(text(), text(), text(), instant()),
        new AuditEvent.RuleSaved(text(), text(), text(), text(), instant()));
  }

  List<ApprovalWord> approvalWords() {
    ApprovalWord.Spoken spoken =
        new ApprovalWord.Spoken("mira " + text(), "why " + text(), instant());
    return List.of(
        new ApprovalWord.Once(spoken, instant()),
        new ApprovalWord.Once(
            new ApprovalWord.Spoken(text() + "x", text() + "y", instant(), Set.of("sre", text())),
            instant(),
            new ApprovalWord.Edit(text(), payload())),
        new ApprovalWord.ForSession(spoken, instant()),
        new ApprovalWord.Deny(spoken));
  }

  private ApprovalRequest approvalRequest(Step.Attempted attempt) {
    return new ApprovalRequest(
        attempt,
        text(),
        random.nextBoolean() ? Set.of() : Set.of("to", "subject " + text()),
        payload().digest(),
        payload().digest(),
        decisions().stream().flatMap(d -> d.reasons().stream()).toList(),
        Duration.ofNanos(1 + random.nextLong(1_000_000_000_000L)),
        text(),
        new ApprovalTerms(
            random.nextBoolean() ? Set.of() : Set.of("mira", text()),
            1 + random.nextInt(3),
            random.nextBoolean() ? Set.of() : Set.of("sre"),
            Duration.ofSeconds(random.nextInt(1000)),
            Set.of(text()),
            random.nextBoolean()),
        random.nextBoolean() ? Digest.NONE : payload().digest());
  }

  List<OfferEvent> offerEvents() {
    Offer offer = new Offer(pick(OfferKind.values()), text(), text());
    Map<String, ArgumentRole> roles =
        Map.of("to", pick(ArgumentRole.values()), "other", pick(ArgumentRole.values()));
    return List.of(
        new OfferEvent.Sighted(
            offer, text(), text(), random.nextBoolean(), List.of(text(), text()), instant()),
        new OfferEvent.Approved(offer, text(), authors().getFirst(), text(), instant()),
        new OfferEvent.Refused(offer, text(), authors().getFirst(), text(), instant()),
        new OfferEvent.Classified(
            offer,
            new Classification(some(Effect.values()), labels(), roles),
            authors().getLast(),
            text(),
            instant()));
  }

  List<Step> steps() {
    List<Step> steps = new ArrayList<>(attempts());
    steps.addAll(completions());
    for (EvidenceGrade grade : EvidenceGrade.values()) {
      steps.add(
          new Step.Observed(
              Fixtures.stepId(number()),
              sessionId(),
              pick(StepKind.values()),
              text(),
              grade,
              instant()));
    }
    for (Mismatch mismatch : Mismatch.values()) {
      steps.add(
          new Step.Observed(
              Fixtures.stepId(number()),
              sessionId(),
              pick(StepKind.values()),
              text(),
              EvidenceGrade.G2,
              instant(),
              mismatch));
    }
    return steps;
  }

  List<Outcome> outcomes() {
    return List.of(
        new Outcome.Succeeded(),
        new Outcome.ToolError(),
        new Outcome.ProtocolError(random.nextInt()),
        new Outcome.Refused(),
        new Outcome.TimedOut(),
        new Outcome.Unknown(text()));
  }

  List<Obligation> obligations() {
    return List.of(new Obligation.Notify("d-" + number()), new Obligation.Notify(text()));
  }

  List<Verdict> verdicts() {
    return List.of(
        Verdict.Permit.PLAIN,
        new Verdict.Permit(Set.copyOf(obligations())),
        new Verdict.Hold(Duration.ofNanos(1 + random.nextLong(Long.MAX_VALUE)), Set.of()),
        new Verdict.Hold(Duration.ofMinutes(5), Set.copyOf(obligations())),
        new Verdict.Deny(Set.of(obligations().getFirst())));
  }

  List<Author> authors() {
    return List.of(
        new Author.Operator(text()),
        new Author.ByRule(new RuleRef("HP-CHAIN-001", 1 + number()), "d-" + number()));
  }

  List<Signal> signals() {
    List<Signal> signals = new ArrayList<>();
    for (Author author : authors()) {
      Signal.Header header =
          new Signal.Header("K-" + number(), Target.of(session()), author, "why", instant());
      signals.add(new Signal.Pause(header));
      signals.add(new Signal.Resume(header));
      signals.add(new Signal.Kill(header));
      signals.add(new Signal.Release(header));
      Signal.Header wide =
          new Signal.Header(
              "N-" + number(),
              Target.of(session()),
              author,
              "why",
              header.at(),
              Scope.PRINCIPAL,
              header.at().plusSeconds(60));
      signals.add(new Signal.Restrict(wide, Set.of(Effect.READ, Effect.DISCOVER)));
    }
    return signals;
  }

  List<Assessment> assessments() {
    return decisions().stream()
        .map(d -> new Assessment(d, detections(), signals(), random.nextInt(101)))
        .toList();
  }

  Session session() {
    @Nullable String clientId = random.nextBoolean() ? null : text();
    @Nullable String keyId = random.nextBoolean() ? null : text();
    return new Session(
        sessionId(),
        sessionId(),
        FloorId.of(Fixtures.TRIAGE),
        new AgentIdentity("default", "issuer " + text(), "subject " + text(), clientId, keyId),
        pick(PrincipalKind.values()),
        new SessionKey(pick(KeySource.values()), text(), pick(EvidenceGrade.values())),
        agent(),
        text(),
        text(),
        instant());
  }

  private List<Step.Attempted> attempts() {
    List<Step.Attempted> attempts = new ArrayList<>();
    for (StepKind kind : StepKind.values()) {
      ToolRef tool =
          new ToolRef(
              text(), text(), text(), some(Effect.values()), labels(), random.nextBoolean());
      attempts.add(
          new Step.Attempted(
              Fixtures.stepId(number()), session(), kind, tool, payload(), instant()));
    }
    return attempts;
  }

  private List<Step.Completed> completions() {
    return outcomes().stream()
        .map(
            outcome ->
                new Step.Completed(
                    Fixtures.stepId(number()),
                    sessionId(),
                    outcome,
                    payload(),
                    labels(),
                    instant()))
        .toList();
  }

  private List<Decision> decisions() {
    List<Decision> decisions = new ArrayList<>();
    for (Verdict verdict : verdicts()) {
      Reason reason =
          new Reason(
              "rule.matched",
              random.nextBoolean() ? null : new RuleRef(text(), 1 + number()),
              text(),
              List.of(Fixtures.stepId(number()), Fixtures.stepId(number())));
      decisions.add(
          Decision.of(
              List.of(
                  new Contribution("gate", Verdict.Permit.PLAIN, Reason.NO_OBJECTION),
                  new Contribution(text(), verdict, reason)),
              instant()));
    }
    return decisions;
  }

  private List<Detection> detections() {
    List<Detection> detections = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      detections.add(
          new Detection(
              "d-" + number(),
              new RuleRef("HP-LOOP-001", 1 + number()),
              pick(DetectionKind.values()),
              severity,
              sessionId(),
              List.of(Fixtures.stepId(number()), Fixtures.stepId(number())),
              random.nextInt(101),
              pick(Action.values()),
              pick(Mode.values()),
              text(),
              instant()));
    }
    return detections;
  }

  private Payload payload() {
    return random.nextInt(4) == 0
        ? Payload.NONE
        : Fixtures.payload("{\"key\":" + number() + ",\"other\":\"" + number() + "\"}");
  }

  private Set<DataLabel> labels() {
    return random.nextBoolean() ? Set.of() : some(DataLabel.values());
  }

  private <E extends Enum<E>> Set<E> some(E[] values) {
    EnumSet<E> set = EnumSet.of(pick(values));
    for (E value : values) {
      if (random.nextBoolean()) {
        set.add(value);
      }
    }
    return set;
  }

  private <E> E pick(E[] values) {
    return values[random.nextInt(values.length)];
  }

  private AgentClaim agent() {
    return new AgentClaim(text(), text());
  }

  private SessionId sessionId() {
    return new SessionId("s-" + Integer.toHexString(number()));
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextLong(-9_000_000_000L, 9_000_000_000L), number());
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private int number() {
    return random.nextInt(1_000_000_000);
  }
}
