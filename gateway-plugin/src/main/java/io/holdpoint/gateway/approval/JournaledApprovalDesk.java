// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An approval desk whose questions and answers stand in a journal: what waited before a restart
 * waits after it, and what was used up stays used up.
 *
 * <p>Nothing waits for the disk, so event loops may ask. What a grant is used for counts as used
 * from the moment on in which it is about to be written: a use that could not be recorded is lost,
 * never doubled.
 */
public final class JournaledApprovalDesk implements ApprovalDesk {

  private static final Logger LOG = LoggerFactory.getLogger(JournaledApprovalDesk.class);

  private final Journal journal;
  private final ApprovalSettings settings;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final Entries entries = new Entries();
  private final Taints taints = new Taints();
  private final News news = new News();
  private final Optional<Edits> edits;
  private final Rules rules;

  /** A desk at which arguments cannot be edited. */
  public JournaledApprovalDesk(Journal journal, ApprovalSettings settings, InstantSource clock) {
    this(journal, settings, Optional.empty(), () -> AgentRegistry.EMPTY, clock);
  }

  /**
   * Reads what was asked and said from {@code journal}, which must stay open.
   *
   * @param edits keeps what people change of arguments; empty if they cannot
   * @param registry who owns which agent, and who approves for it
   */
  public JournaledApprovalDesk(
      Journal journal,
      ApprovalSettings settings,
      Optional<Edits> edits,
      Supplier<AgentRegistry> registry,
      InstantSource clock) {
    this.rules = new Rules(settings, registry);
    this.edits = requireNonNull(edits, "edits");
    this.journal = requireNonNull(journal, "journal");
    this.settings = requireNonNull(settings, "settings");
    this.clock = requireNonNull(clock, "clock");
    Restoring restoring = new Restoring(entries, taints);
    journal.replay(restoring::take);
  }

  @Override
  public CompletionStage<Asked> ask(ApprovalRequest asked) {
    ApprovalRequest request = rules.owned(asked);
    return locked(
        () -> {
          Instant now = clock.instant();
          endDue(now);
          Asked known = known(request, now);
          if (known != null) {
            return CompletableFuture.completedFuture(known);
          }
          Entry same = entries.identical(request);
          if (same != null && same.isPending()) {
            same.anotherCaller();
            news.add(same);
            return waits(same);
          }
          Entry nearly = entries.nearly(request);
          if (nearly != null) {
            nearly.nearMiss(request.attempt().arguments(), now);
            news.add(nearly);
          }
          return open(request, now);
        });
  }

  @Override
  public CompletionStage<Boolean> redeem(String ref, ApprovalRequest request) {
    return locked(
        () -> {
          Instant now = clock.instant();
          endDue(now);
          Entry entry = entries.byRef(ref);
          if (entry == null
              || entry.busy
              || !(entry.state instanceof ApprovalState.Granted granted)
              || !isFor(entry, request)
              || !goesAsSaid(granted, request)) {
            return CompletableFuture.completedFuture(false);
          }
          String changed = entry.changed(request);
          if (changed != null) {
            close(entry, changed, now);
            return CompletableFuture.completedFuture(false);
          }
          StepId step = request.attempt().id();
          return use(entry, granted, new JournalRecord.ApprovalRedeemed(ref, step, now));
        });
  }

  @Override
  public void mismatched(String ref, Payload arguments) {
    locked(
        () -> {
          Entry entry = entries.byRef(ref);
          if (entry != null) {
            entry.nearMiss(arguments, clock.instant());
            news.add(entry);
          }
          return ref;
        });
  }

  @Override
  public CompletionStage<Approval> settled(String ref) {
    return locked(
        () -> {
          Entry entry = entries.byRef(ref);
          return entry == null
              ? CompletableFuture.failedFuture(
                  new IllegalArgumentException(
                      "approval: got \"" + ref + "\" (expected: the reference of a held call)"))
              : entry.settled.minimalCompletionStage();
        });
  }

  @Override
  public CompletionStage<Void> withdraw(String ref, String why) {
    return locked(
        () -> {
          Entry entry = entries.byRef(ref);
          return entry != null && entry.isPending() && !entry.busy
              ? close(entry, why, clock.instant())
              : CompletableFuture.completedFuture(null);
        });
  }

  @Override
  public CompletionStage<Approval> decide(String ref, ApprovalWord word) {
    return locked(
        () -> {
          Instant now = clock.instant();
          endDue(now);
          Entry entry = entries.byRef(ref);
          ApprovalRefusedException refused = rules.objection(ref, entry, word, now);
          if (refused != null || entry == null) {
            return CompletableFuture.<Approval>failedFuture(requireNonNull(refused));
          }
          entry.busy = true;
          return written(new JournalRecord.ApprovalDecided(ref, word))
              .handle((done, failure) -> locked(() -> decided(entry, word, failure)))
              .thenCompose(stage -> stage);
        });
  }

  /** Sealed under the lock as well: what is approved is what is proposed by then. */
  @Override
  public CompletionStage<Approval> edit(
      String ref, ApprovalWord.Spoken spoken, Instant until, String change) {
    return locked(
        () -> {
          Entry entry = entries.byRef(ref);
          ApprovalRefusedException refused =
              Rules.editObjection(ref, entry, edits.isPresent(), change);
          if (refused != null || entry == null) {
            return CompletableFuture.<Approval>failedFuture(
                refused == null ? Rules.unknown(ref) : refused);
          }
          return decide(
              ref,
              new ApprovalWord.Once(
                  spoken, until, edits.orElseThrow().seal(entry.request, change)));
        });
  }

  /**
   * Why it is not for somebody to approve a held call now; empty if it is, or if nobody is asked.
   * Who may not decide on it need not know what it says.
   *
   * @param groups of that person
   */
  public Optional<ApprovalRefusedException> objection(String ref, String by, Set<String> groups) {
    return locked(
        () ->
            Optional.ofNullable(entries.byRef(ref))
                .map(entry -> rules.personObjection(ref, entry, by, groups, clock.instant())));
  }

  @Override
  public CompletionStage<Optional<Approval>> find(String ref) {
    return locked(
        () -> {
          endDue(clock.instant());
          Entry entry = entries.byRef(ref);
          return CompletableFuture.completedFuture(
              entry == null ? Optional.empty() : Optional.of(entry.approval()));
        });
  }

  @Override
  public CompletionStage<List<Approval>> list() {
    return locked(
        () -> {
          endDue(clock.instant());
          return CompletableFuture.completedFuture(entries.all());
        });
  }

  @Override
  public void reached(Session session, Set<DataLabel> labels) {
    if (labels.isEmpty()) {
      return;
    }
    locked(
        () -> {
          taints.reached(session, labels);
          for (Entry grant : entries.spoiledBy(session, labels)) {
            close(grant, Restoring.SPOILED, clock.instant());
          }
          return session;
        });
  }

  @Override
  public Subscription subscribe(Consumer<Approval> listener) {
    return news.subscribe(listener);
  }

  /**
   * Takes in a signal: what was killed waits for nobody; what was asked for later is not meant.
   * Subscribe it to the bus.
   */
  public void signalled(Published published) {
    if (published.signal() instanceof Signal.Kill kill) {
      locked(
          () -> {
            Signal.Header order = kill.header();
            Instant at = kill.header().at();
            for (Entry entry :
                entries.openOnes(e -> !e.askedAt.isAfter(at) && e.isKilledBy(order))) {
              close(entry, "the session was killed (" + kill.header().ref() + ")", clock.instant());
            }
            return order;
          });
    }
  }

  /**
   * Nothing of a session whose recording was erased waits, is shown or goes on any more; the
   * journal alone knows that it was asked for.
   */
  public void erased(SessionId session) {
    locked(
        () -> {
          for (Entry entry : entries.openOnes(e -> e.isOf(session))) {
            close(entry, "the recording of its session was erased", clock.instant());
          }
          entries.forget(session);
          return session;
        });
  }

  /** Ends what time has ended, and asks others. Called now and then, so that people see it. */
  public void expire() {
    locked(
        () -> {
          Instant now = clock.instant();
          endDue(now);
          for (Entry entry : entries.openOnes(e -> e.isPending() && !e.escalated)) {
            if (entry.request.terms().isEscalated(entry.askedAt, now)) {
              entry.escalated = true;
              news.add(entry);
            }
          }
          return settings;
        });
  }

  /** What stands about a call without asking anybody, or null. */
  private @Nullable Asked known(ApprovalRequest request, Instant now) {
    for (Entry grant : entries.grantsFor(request)) {
      String changed = grant.changed(request);
      if (changed == null) {
        return new Asked.MayGo(grant.ref);
      }
      close(grant, changed, now);
    }
    Entry same = entries.identical(request);
    if (same == null) {
      return null;
    }
    if (same.isOpen() && !same.isForSession()) {
      String changed = same.changed(request);
      if (changed != null && !same.busy) {
        close(same, changed, now);
      }
    }
    return switch (same.state) {
      case ApprovalState.Granted granted when !same.busy ->
          new Asked.MayGo(same.ref, granted.said().edit());
      case ApprovalState.Granted beingUsed -> null;
      case ApprovalState.Denied denied
          when now.isBefore(denied.said().spoken().at().plus(settings.denyFor())) ->
          new Asked.Refused(same.ref);
      case ApprovalState.Denied longAgo -> null;
      case ApprovalState.Pending pending -> null;
      case ApprovalState.Used used -> null;
      case ApprovalState.Closed closed -> null;
    };
  }

  private CompletionStage<Asked> open(ApprovalRequest asked, Instant now) {
    ApprovalRequest request = asked.on(asked.terms().atLeast(settings.terms()));
    if (entries.pendingOf(request.attempt().session().floor()).size() >= settings.openPerPrincipal()
        || entries.pending() >= settings.openInAll()) {
      return CompletableFuture.completedFuture(new Asked.TooMany());
    }
    Duration wait =
        request.limit().compareTo(settings.openFor()) < 0 ? request.limit() : settings.openFor();
    Set<DataLabel> labels = taints.of(request.attempt().session());
    Entry entry = new Entry(newRef(), request, labels, now, now.plus(wait));
    entries.add(entry);
    entry.written =
        written(
                new JournalRecord.ApprovalAsked(
                    entry.ref, request, labels, entry.askedAt, entry.expiresAt))
            .whenComplete((done, failure) -> locked(() -> opened(entry, failure)));
    return waits(entry);
  }

  private Entry opened(Entry entry, @Nullable Throwable failure) {
    if (failure != null) {
      entries.forget(entry);
      entry.state = new ApprovalState.Closed("it could not be recorded", clock.instant());
    }
    news.add(entry);
    return entry;
  }

  private static CompletionStage<Asked> waits(Entry entry) {
    Asked answer =
        new Asked.Waits(entry.ref, entry.expiresAt, entry.settled.minimalCompletionStage());
    return entry.written.thenApply(done -> answer);
  }

  private CompletionStage<Boolean> use(
      Entry entry, ApprovalState.Granted granted, JournalRecord.ApprovalRedeemed redeemed) {
    if (entry.isForSession()) {
      entry.state = new ApprovalState.Granted(granted.said(), granted.until(), granted.uses() + 1);
      news.add(entry);
      return written(redeemed).thenApply(done -> true);
    }
    entry.busy = true;
    return written(redeemed)
        .whenComplete(
            (done, failure) ->
                locked(
                    () -> {
                      become(
                          entry,
                          failure == null
                              ? new ApprovalState.Used(
                                  granted.said(), redeemed.step(), redeemed.at())
                              : new ApprovalState.Closed(
                                  "its use could not be recorded", redeemed.at()));
                      return entry;
                    }))
        .thenApply(done -> true);
  }

  private CompletionStage<Approval> decided(
      Entry entry, ApprovalWord word, @Nullable Throwable failure) {
    entry.busy = false;
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    if (entry.isOpen()) {
      become(entry, entry.after(word));
    }
    return CompletableFuture.completedFuture(entry.approval());
  }

  private CompletionStage<Void> close(Entry entry, String why, Instant now) {
    become(entry, new ApprovalState.Closed(why, now));
    return written(new JournalRecord.ApprovalExpired(entry.ref, why, now));
  }

  private void become(Entry entry, ApprovalState state) {
    entry.state = state;
    entries.changed(entry);
    news.add(entry);
  }

  private void endDue(Instant now) {
    for (Entry entry : entries.openOnes(entry -> !entry.busy)) {
      String why = entry.overBy(now);
      if (why != null) {
        close(entry, why, now);
      }
    }
  }

  private static boolean isFor(Entry entry, ApprovalRequest request) {
    return entry.isForSession()
        ? entry.key().floor().equals(request.attempt().session().floor())
            && entry.request.attempt().session().id().equals(request.attempt().session().id())
            && entry.key().tool().equals(request.attempt().tool().qualifiedName())
        : entry.key().equals(Entry.Key.of(request));
  }

  /** A call whose arguments a person edited goes with these and no others. */
  private static boolean goesAsSaid(ApprovalState.Granted granted, ApprovalRequest request) {
    ApprovalWord.Edit edit = granted.said().edit();
    return request.change().equals(edit == null ? Digest.NONE : edit.shown().digest());
  }

  private CompletableFuture<Void> written(JournalRecord entry) {
    CompletableFuture<Void> stage;
    try {
      stage = journal.append(Journal.Durability.DISK, List.of(entry)).toCompletableFuture();
    } catch (RuntimeException notWritten) {
      stage = CompletableFuture.failedFuture(notWritten);
    }
    return stage.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            LOG.error(
                "journal: {} could not be written", entry.getClass().getSimpleName(), failure);
          }
        });
  }

  private String newRef() {
    byte[] bytes = new byte[4];
    String ref;
    do {
      random.nextBytes(bytes);
      ref = "H-" + HexFormat.of().withUpperCase().formatHex(bytes);
    } while (entries.byRef(ref) != null);
    return ref;
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
      if (!lock.isHeldByCurrentThread()) {
        news.deliver();
      }
    }
  }
}
