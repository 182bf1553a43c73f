// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.ChosenArguments;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.PolicyDecisionPoint;
import io.holdpoint.gateway.limit.LimitBook;
import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.gateway.registry.LiveRegistry;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force. It is replaced as a whole by one that is right in every part, and stays
 * where the new one is not. Every version that comes into force is in the journal before it counts.
 * Safe for use by many threads.
 */
public final class Policies implements PolicyDecisionPoint {

  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

  private final PolicySource source;
  private final PolicyReader reader;
  private final Journal journal;
  private final LiveRegistry registry;
  private final InstantSource clock;
  private final SessionTraces traces = new SessionTraces();
  private final LimitBook limits = new LimitBook();
  private final LimitCounting counting;
  private final Map<String, Integer> versions = new HashMap<>();
  private final @Nullable CallSketch assumed;
  private volatile Function<Policy, List<String>> prover = policy -> List.of();
  private volatile PolicyInForce current;
  private volatile Status status;
  private String lastRead = "";

  /**
   * What is in force.
   *
   * @param version its number, from 1
   * @param digest of its files
   * @param clauses how many
   * @param since when it came into force
   * @param problem why files that were changed later are not in force, empty if they are
   */
  public record Status(int version, String digest, int clauses, Instant since, String problem) {
    public Status {
      requireNonNull(digest, "digest");
      requireNonNull(since, "since");
      requireNonNull(problem, "problem");
    }
  }

  private Policies(
      PolicySource source,
      PolicyReader reader,
      Journal journal,
      ToolCatalogue catalogue,
      LiveRegistry registry,
      InstantSource clock) {
    this.counting = new LimitCounting(limits, new ChosenArguments(catalogue));
    this.source = requireNonNull(source, "source");
    this.reader = requireNonNull(reader, "reader");
    this.journal = requireNonNull(journal, "journal");
    this.registry = requireNonNull(registry, "registry");
    this.clock = requireNonNull(clock, "clock");
    this.assumed = null;
    journal.replay(this::restore);
    traces.restored();
    Policy policy = reader.read(source.read());
    this.current = inForce(policy);
    this.status = status(current, "");
  }

  /**
   * Reads the policy and what the journal knows of sessions.
   *
   * @param catalogue knows which arguments say where to
   * @param registry who answers for which agent, and what it may do
   * @throws DocumentException with everything that is wrong in the files
   * @throws IllegalStateException if the journal cannot be written
   */
  public static Policies open(
      PolicySource source,
      PolicyReader reader,
      Journal journal,
      ToolCatalogue catalogue,
      LiveRegistry registry,
      InstantSource clock) {
    return new Policies(source, reader, journal, catalogue, registry, clock);
  }

  /**
   * The same where owners are all that is known of agents.
   *
   * @param owners who answers for an agent, by its principal
   */
  public static Policies open(
      PolicySource source,
      PolicyReader reader,
      Journal journal,
      ToolCatalogue catalogue,
      Map<String, String> owners,
      InstantSource clock) {
    return open(
        source,
        reader,
        journal,
        catalogue,
        LiveRegistry.fixed(AgentRegistry.ofOwners(owners)),
        clock);
  }

  /** A policy for one call whose circumstances are taken as they are sketched. */
  private Policies(
      Policy policy,
      CallSketch assumed,
      Journal journal,
      ToolCatalogue catalogue,
      PolicyReader reader,
      InstantSource clock) {
    this.counting = new LimitCounting(limits, new ChosenArguments(catalogue));
    this.source = PolicySource.NONE;
    this.reader = reader;
    this.journal = journal;
    this.registry = LiveRegistry.fixed(AgentRegistry.EMPTY);
    this.clock = clock;
    this.assumed = assumed;
    this.current = new PolicyInForce(policy, 1);
    this.status = status(current, "");
  }

  /**
   * A policy aside from what is in force, for one call; nothing is counted or recorded by it.
   *
   * @param call whose circumstances are taken as they are sketched
   * @param journal one that keeps nothing
   */
  public Policies trial(Policy policy, CallSketch call, Journal journal, ToolCatalogue catalogue) {
    return new Policies(policy, call, journal, catalogue, reader, clock);
  }

  /**
   * From now on a policy comes into force only if it proves to work.
   *
   * @param proof the clauses that do not, and why
   * @throws IllegalStateException if the policy in force does not
   */
  public void provenBy(Function<Policy, List<String>> proof) {
    List<String> failures = proof.apply(current.policy());
    if (!failures.isEmpty()) {
      throw new IllegalStateException("policy: " + String.join("; ", failures));
    }
    prover = proof;
  }

  /** What is in force; why changed files of the agent registry are not stands there too. */
  public Status status() {
    Status now = status;
    String unregistered = registry.problem();
    return unregistered.isEmpty()
        ? now
        : new Status(
            now.version(),
            now.digest(),
            now.clauses(),
            now.since(),
            now.problem().isEmpty() ? unregistered : now.problem() + "; " + unregistered);
  }

  /** The policy in force. */
  public Policy policy() {
    return current.policy();
  }

  @Override
  public Answer attempt(Question question) {
    return current.answer(facts(question, null), counting);
  }

  @Override
  public Answer result(Question question, Result result) {
    return current.answer(facts(question, result), PolicyInForce.Counting.NONE);
  }

  @Override
  public List<JournalRecord> leaves(Step.Attempted attempt) {
    return limits.leaves(attempt.id(), clock.instant());
  }

  @Override
  public List<JournalRecord> completed(Step.Attempted attempt, Step.Completed completed) {
    traces.completed(attempt, completed);
    return limits.over(attempt.id(), completed.result().sizeBytes(), completed.at());
  }

  /** A session is over: what was counted for as long as it lasted is not needed any more. */
  public void ended(Session session) {
    limits.ended(session.id().value());
  }

  /** True if an offer may stand in a list for a principal. */
  public boolean shows(String subject, Set<String> groups, Offer offer) {
    PolicyInForce now = current;
    return now.shows(now.policy().groups().of(subject, groups), offer);
  }

  /**
   * Takes in files that were changed since, those of the agent registry too. Where they are wrong,
   * what is in force stays, and that is said once for each change.
   */
  public synchronized void reload() {
    registry.reload();
    List<PolicyText> files;
    try {
      files = source.read();
    } catch (DocumentException unreadable) {
      lastRead = "";
      keep(String.valueOf(unreadable.getMessage()));
      return;
    }
    // Conditions cost milliseconds each to read: only what has changed is read.
    String digest = PolicyReader.digest(files);
    if (!digest.equals(lastRead)) {
      lastRead = digest;
      take(files);
    }
  }

  private void take(List<PolicyText> files) {
    Policy next;
    try {
      next = reader.read(files);
    } catch (DocumentException wrong) {
      keep(String.valueOf(wrong.getMessage()));
      return;
    }
    if (next.digest().equals(current.policy().digest())) {
      status = status(current, "");
      return;
    }
    List<String> failures = prover.apply(next);
    if (!failures.isEmpty()) {
      keep(String.join("; ", failures));
      return;
    }
    try {
      current = inForce(next);
    } catch (IllegalStateException | CompletionException unwritten) {
      lastRead = "";
      keep("the journal could not be written: " + unwritten.getMessage());
      return;
    }
    status = status(current, "");
    LOG.info(
        "policy version {} ({}) is in force: {} clauses",
        current.version(),
        next.digest(),
        next.clauses().size());
  }

  private void keep(String problem) {
    if (!status.problem().equals(problem)) {
      LOG.warn(
          "policy: the changed files are not in force, version {} ({}) stays: {}",
          current.version(),
          current.policy().digest(),
          problem);
    }
    status =
        new Status(status.version(), status.digest(), status.clauses(), status.since(), problem);
  }

  private Status status(PolicyInForce now, String problem) {
    return new Status(
        now.version(),
        now.policy().digest(),
        now.policy().clauses().size(),
        clock.instant(),
        problem);
  }

  /** The number of a version is the same whenever the same files are in force. */
  private PolicyInForce inForce(Policy policy) {
    Integer known = versions.get(policy.digest());
    int version = known == null ? versions.size() + 1 : known;
    if (policy.text().isEmpty()) {
      return new PolicyInForce(policy, version);
    }
    journal
        .append(
            Journal.Durability.DISK,
            List.of(
                new JournalRecord.PolicyActivated(
                    version, policy.digest(), policy.text(), clock.instant())))
        .toCompletableFuture()
        .join();
    versions.put(policy.digest(), version);
    return new PolicyInForce(policy, version);
  }

  private void restore(JournalRecord entry) {
    traces.restore(entry);
    limits.restore(entry, clock.instant());
    if (entry instanceof JournalRecord.PolicyActivated activated) {
      versions.put(activated.digest(), activated.version());
    }
  }

  private PolicyFacts facts(Question question, @Nullable Result result) {
    Session session = question.attempt().session();
    String subject = session.identity().subject();
    if (assumed != null) {
      return new PolicyFacts(
          question.with(assumed.session().risk()),
          current.policy().groups().of(subject, question.groups()),
          assumed.registered(),
          assumed.trace(),
          result);
    }
    return new PolicyFacts(
        question,
        current.policy().groups().of(subject, question.groups()),
        registry.get().of(subject),
        traces.of(session),
        result);
  }
}
