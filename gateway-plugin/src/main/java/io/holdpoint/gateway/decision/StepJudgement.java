// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.decision;

import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is decided about one step, from its attempt to its end: gate, monitor, signals, in this
 * order. Knows no transport; whoever holds it writes the journal and does the sending. All of it
 * happens on the step's thread, and at once where every stage of the judges is complete.
 */
public final class StepJudgement {

  private static final Logger LOG = LoggerFactory.getLogger(StepJudgement.class);

  /** Who may use what holds in a bypass too. */
  private static final Set<String> FIRM = Set.of("tool.denied", "policy.profile");

  private final Judges judges;
  private StepThread thread;
  private final Step.Attempted attempt;
  private final ClearView arguments;
  private final IntConsumer risk;
  private final GateVoice voice;
  private final Map<String, Detection> detections = new LinkedHashMap<>();
  private final Set<String> published = new HashSet<>();
  private Decision decision;
  private @Nullable Offer uses;
  private final Set<String> groups;
  private final List<Contribution> voices = new ArrayList<>();
  private PolicyDecisionPoint.Answer policy = PolicyDecisionPoint.Answer.NOTHING;
  private List<JournalRecord> counted = List.of();
  private int riskBefore;
  private boolean assessed;
  private boolean releasedByPerson;
  private boolean goesByRelease;

  /**
   * Begins a step.
   *
   * @param arguments in the clear, for judges of this process
   * @param risk told the session's risk after each assessment, 0 to 100
   */
  public StepJudgement(
      Judges judges,
      StepThread thread,
      Step.Attempted attempt,
      ClearView arguments,
      IntConsumer risk) {
    this(judges, thread, attempt, arguments, Set.of(), 0, risk);
  }

  /**
   * Begins a step.
   *
   * @param arguments in the clear, for judges of this process
   * @param groups of its principal, as its token says
   * @param riskBefore of its session, 0 to 100
   * @param risk told the session's risk after each assessment, 0 to 100
   */
  public StepJudgement(
      Judges judges,
      StepThread thread,
      Step.Attempted attempt,
      ClearView arguments,
      Set<String> groups,
      int riskBefore,
      IntConsumer risk) {
    this.groups = Set.copyOf(groups);
    this.riskBefore = riskBefore;
    this.judges = judges;
    this.thread = thread;
    this.attempt = attempt;
    this.arguments = arguments;
    this.risk =
        after -> {
          this.riskBefore = after;
          risk.accept(after);
        };
    this.voice = new GateVoice(attempt);
    this.decision = voice.open(attempt.at());
  }

  /** What is asked for. */
  public Step.Attempted attempt() {
    return attempt;
  }

  /** Everything about the step happens on another thread from now on. */
  public void movedTo(StepThread next) {
    thread = next;
  }

  /** What was decided last. */
  public Decision decision() {
    return decision;
  }

  /** Every detection so far, each once. */
  public List<Detection> detections() {
    return List.copyOf(detections.values());
  }

  /** True once the monitor has judged the attempt. */
  public boolean isAssessed() {
    return assessed;
  }

  /** Says which offer of a server the step uses, before it is judged. */
  public void uses(Offer offer) {
    this.uses = offer;
  }

  /** A person let go what was held: a hold does not bind again, a denial does. */
  public void releasedByPerson() {
    releasedByPerson = true;
  }

  /** What let it go is gone: a hold binds again. */
  public void heldAgain() {
    releasedByPerson = false;
  }

  /** True if it may go only because a person let it go. */
  public boolean goesByRelease() {
    return goesByRelease;
  }

  /** How sure the journal must be about this step, {@code otherwise} if it does more than read. */
  public Journal.Durability durability(Journal.Durability otherwise) {
    return voice.durability(otherwise);
  }

  /** The reference of a step that no signal is behind: {@code prefix} and eight digits. */
  public static String ref(String prefix, StepId step) {
    return prefix + "-" + step.spanId().substring(0, 8).toUpperCase(Locale.ROOT);
  }

  /** Reads the gate and asks the monitor; after a release by a person, once more. */
  public void judge(Consumer<Ruling> then) {
    GateState state = judges.gate().read(attempt.session());
    Ruling early = voice.ruling(state, judges.hold());
    if (!(early instanceof Ruling.Go)) {
      decision = voice.decision(state, judges.clock().instant());
      then.accept(early);
      return;
    }
    if (isDenied()) {
      decision = Decision.of(voices, judges.clock().instant());
      then.accept(new Ruling.Refuse(ref("D", attempt.id()), policy.advice()));
      return;
    }
    assess(then);
  }

  /** Hears those who speak of the step by itself; true if one denies it. */
  private boolean isDenied() {
    voices.clear();
    Contribution objection = judges.objections().against(attempt, uses);
    if (objection != null) {
      voices.add(objection);
    }
    policy = judges.policy().attempt(question());
    voices.addAll(policy.contributions());
    return voices.stream()
        .filter(voice -> voice.verdict() instanceof Verdict.Deny)
        .anyMatch(voice -> !isBypassed() || FIRM.contains(voice.reason().code()));
  }

  private boolean isBypassed() {
    return judges.bypassed().getAsBoolean();
  }

  private PolicyDecisionPoint.Question question() {
    return new PolicyDecisionPoint.Question(attempt, arguments, uses, groups, riskBefore);
  }

  /** What the policy wants to be done besides, as it was said last. */
  public PolicyDecisionPoint.Orders orders() {
    return policy.orders();
  }

  /**
   * What the policy says of a result: what it says counts in the decision, and its orders join
   * those of the attempt.
   *
   * @return true if the result may be given out
   */
  public boolean permitsResult(PolicyDecisionPoint.Result result) {
    PolicyDecisionPoint.Answer answer = judges.policy().result(question(), result);
    for (Contribution contribution : answer.contributions()) {
      decision = decision.and(contribution);
    }
    policy =
        new PolicyDecisionPoint.Answer(
            policy.contributions(), policy.orders().and(answer.orders()), policy.advice());
    if (answer.denies() && isBypassed()) {
      decision = voice.bypassed(decision);
      return true;
    }
    return !answer.denies();
  }

  /** Something speaks against it after it was judged. */
  public void object(Contribution objection) {
    decision = decision.and(objection);
  }

  /** What the journal must have before the step leaves. */
  public List<JournalRecord> leaves() {
    return judges.policy().leaves(attempt);
  }

  /** What the journal must have of its end, besides that. */
  public List<JournalRecord> counted() {
    return counted;
  }

  /**
   * Asks the monitor about a step that happened before anybody could judge it: the gate has no say
   * in it any more, and what the ruling says comes too late for it.
   */
  public void judgeLate(Consumer<Ruling> then) {
    assess(then);
  }

  private void assess(Consumer<Ruling> then) {
    Stages.then(
        thread,
        Stages.attempt(() -> judges.monitor().assess(attempt, arguments)),
        (assessment, failure) -> {
          if (assessment == null) {
            LOG.error("step {} could not be assessed", attempt.id(), failure);
            then.accept(isBypassed() ? combined(voice.failed(judges.clock().instant())) : failed());
          } else {
            assessed(assessment, then);
          }
        });
  }

  /** Reads the gate alone, right before the first byte leaves. */
  public Ruling lastLook() {
    GateState state = judges.gate().read(attempt.session());
    Ruling ruling = voice.ruling(state, judges.hold());
    if (!(ruling instanceof Ruling.Go)) {
      decision = decision.and(voice.contribution(state));
    }
    return ruling;
  }

  /**
   * Tells the monitor how it ended. What the result carries stands once {@code then} is told; a
   * step that was never assessed has nothing to tell.
   *
   * @param then told why the result must not be released, or null
   */
  public void complete(
      Step.Completed completed, ClearView result, Consumer<@Nullable Throwable> then) {
    counted = judges.policy().completed(attempt, completed);
    if (!assessed) {
      then.accept(null);
      return;
    }
    Stages.then(
        thread,
        Stages.attempt(() -> judges.monitor().complete(completed, result)),
        (assessment, failure) -> {
          if (assessment == null) {
            LOG.error("end of step {} could not be assessed", attempt.id(), failure);
            then.accept(orUnknown(failure));
          } else {
            take(assessment);
            publish(assessment, then);
          }
        });
  }

  private void assessed(Assessment assessment, Consumer<Ruling> then) {
    assessed = true;
    take(assessment);
    publish(
        assessment,
        failure -> {
          if (failure != null) {
            LOG.error("signals of step {} could not be made durable", attempt.id(), failure);
            then.accept(failed());
          } else {
            Decision judged = assessment.decision();
            for (Contribution voice : voices) {
              judged = judged.and(voice);
            }
            then.accept(combined(judged));
          }
        });
  }

  private Ruling failed() {
    decision = voice.failed(judges.clock().instant());
    return new Ruling.Refuse(ref("E", attempt.id()));
  }

  private Ruling combined(Decision judged) {
    GateState state = judges.gate().read(attempt.session());
    Ruling gate = voice.ruling(state, judges.hold());
    boolean released = releasedByPerson && judged.verdict() instanceof Verdict.Hold;
    goesByRelease = released;
    decision = released ? voice.released(judged) : judged;
    if (!(decision.verdict() instanceof Verdict.Permit) && isBypassed()) {
      decision = voice.bypassed(judged);
    }
    if (!(gate instanceof Ruling.Go)) {
      decision = decision.and(voice.contribution(state));
      if (gate instanceof Ruling.Refuse || !(judged.verdict() instanceof Verdict.Deny)) {
        return gate;
      }
    }
    return switch (decision.verdict()) {
      case Verdict.Permit permit -> new Ruling.Go();
      case Verdict.Deny deny -> new Ruling.Refuse(ref("D", attempt.id()));
      case Verdict.Hold hold ->
          new Ruling.Wait(ref("H", attempt.id()), shorter(hold.limit(), judges.hold()), false);
    };
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void take(Assessment assessment) {
    assessment.detections().forEach(d -> detections.put(d.id(), d));
    risk.accept(assessment.risk());
  }

  /** Publishes the signals not yet published; after a release the pause that led there is not. */
  private void publish(Assessment assessment, Consumer<@Nullable Throwable> then) {
    List<Signal> signals = assessment.signals();
    if (signals.isEmpty()) {
      then.accept(null);
      return;
    }
    List<CompletableFuture<Published>> stages = new ArrayList<>();
    for (Signal signal : signals) {
      boolean stale = isBypassed() || (releasedByPerson && signal instanceof Signal.Pause);
      if (!stale && published.add(signal.header().ref())) {
        stages.add(Stages.attempt(() -> judges.bus().publish(signal)).toCompletableFuture());
      }
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(stages.toArray(new CompletableFuture<?>[0]));
    Stages.then(thread, all, (nothing, failure) -> then.accept(failure));
  }

  private static Throwable orUnknown(@Nullable Throwable failure) {
    return failure != null ? failure : new IllegalStateException("assessment: got nothing");
  }
}
