// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.OfferDesk;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.view.OfferRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every server offers and how far that is trusted. A definition that is seen first is pinned,
 * or waits for a person; one that differs from what is pinned always waits. What waits is hidden
 * and refused. All of it stands in the journal. Reading takes no lock; safe for use by many
 * threads.
 */
public final class OfferBook implements OfferDesk {

  private static final Logger LOG = LoggerFactory.getLogger(OfferBook.class);

  private final Journal journal;
  private final ToolCatalogue catalogue;
  private final OfferSettings settings;
  private final InstantSource clock;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock deciding = new ReentrantLock();
  private final OfferStates states = new OfferStates();
  private final List<Consumer<OfferEvent>> listeners = new CopyOnWriteArrayList<>();

  /**
   * An empty book; hand it every record of the journal by {@link #restore} before it is used.
   *
   * @param journal must stay open
   * @param catalogue is told what people say of tools
   */
  public OfferBook(
      Journal journal, ToolCatalogue catalogue, OfferSettings settings, InstantSource clock) {
    this.journal = journal;
    this.catalogue = catalogue;
    this.settings = settings;
    this.clock = clock;
  }

  /** What stood before a restart; other records are passed over. */
  public void restore(JournalRecord entry) {
    if (entry instanceof JournalRecord.Offered offered) {
      writing.lock();
      try {
        apply(offered.event());
      } finally {
        writing.unlock();
      }
    }
  }

  /** What an upstream said of a tool in the definition that counts, or null. */
  public @Nullable ListedTool listed(String upstream, String tool) {
    OfferState state = states.tool(upstream, tool);
    return state == null ? null : state.listed();
  }

  /** True if the offer waits for a person. */
  public boolean isQuarantined(Offer offer) {
    OfferState state = states.find(offer);
    return state != null && state.isQuarantined();
  }

  /** True if its server listed it before. */
  boolean isKnown(Offer offer) {
    OfferState state = states.find(offer);
    return state != null && state.isKnown();
  }

  /** True if the offer may be in a list: its state is known, or nothing needs to be. */
  boolean isShown(Offer offer) {
    OfferState state = states.find(offer);
    return state == null ? offer.kind() == OfferKind.RESOURCE : !state.isQuarantined();
  }

  /**
   * Takes in a list.
   *
   * @param whole true if these are all offers of their kind the upstream has for its caller
   * @return what people should know
   */
  List<Finding> take(String upstream, OfferKind kind, List<Listed> items, boolean whole) {
    List<Finding> findings = new ArrayList<>();
    List<JournalRecord> records = new ArrayList<>();
    Instant now = clock.instant();
    writing.lock();
    try {
      for (Listed item : items) {
        take(item.offer(), item.item().raw(), now, records, findings);
      }
      if (whole) {
        Set<String> names = new HashSet<>();
        items.forEach(item -> names.add(item.offer().name()));
        states.vanishBut(upstream, kind, names);
      }
      if (!records.isEmpty()) {
        append(records);
      }
    } finally {
      writing.unlock();
    }
    return findings;
  }

  private void take(
      Offer offer, String json, Instant now, List<JournalRecord> records, List<Finding> findings) {
    List<String> flags = offer.kind() == OfferKind.RESOURCE ? HiddenText.flags(json) : List.of();
    boolean passing = offer.kind() == OfferKind.RESOURCE && flags.isEmpty();
    OfferState state = passing ? states.find(offer) : states.obtain(offer);
    if (state == null) {
      return;
    }
    Definition definition = Definition.of(offer.name(), json);
    state.seen(now);
    if (state.knows(definition.digest())) {
      return;
    }
    flags = offer.kind() == OfferKind.RESOURCE ? flags : HiddenText.flags(json);
    take(state, definition, flags, now, records, findings);
  }

  private void take(
      OfferState state,
      Definition definition,
      List<String> flags,
      Instant now,
      List<JournalRecord> records,
      List<Finding> findings) {
    Offer offer = state.offer;
    boolean first = !state.isKnown();
    boolean counts =
        isVouched(state, definition.digest()) || (isFree(offer.kind(), first) && !isHeld(flags));
    Optional<Finding> finding = finding(state, definition, first, counts, flags);
    state.take(definition, counts, flags, now);
    if (state.tells()) {
      OfferEvent.Sighted sighted =
          new OfferEvent.Sighted(offer, definition.digest(), definition.text(), counts, flags, now);
      records.add(new JournalRecord.Offered(sighted));
      listeners.forEach(listener -> listener.accept(sighted));
      finding.ifPresent(findings::add);
    }
  }

  private boolean isVouched(OfferState state, String digest) {
    return settings.approved().contains(digest) || state.isVouched(digest);
  }

  /**
   * Tells what stands on every offer, then of every change made here. The listener must neither
   * block nor call back.
   */
  public Subscription subscribe(Consumer<OfferEvent> listener) {
    writing.lock();
    try {
      states.all().forEach(state -> state.story().forEach(listener));
      listeners.add(listener);
    } finally {
      writing.unlock();
    }
    return () -> listeners.remove(listener);
  }

  /** Another gateway saw this: it counts, or waits, as if it had been seen here. */
  public void sighted(OfferEvent.Sighted event) {
    writing.lock();
    try {
      OfferState state = states.obtain(event.offer());
      if (state == null) {
        return;
      }
      state.seen(event.at());
      if (!state.knows(event.digest())) {
        List<JournalRecord> records = new ArrayList<>();
        take(state, definition(event), event.flags(), event.at(), records, new ArrayList<>());
        append(records);
      }
    } finally {
      writing.unlock();
    }
  }

  /**
   * The process with the engine says this, whose word counts: what waits there waits here. What it
   * merely trusts for having seen it first is trusted here only if the same would be.
   */
  public void ruled(OfferEvent event) {
    writing.lock();
    try {
      OfferState state = states.obtain(event.offer());
      OfferEvent counted = state == null ? null : counted(state, event);
      if (counted != null) {
        append(List.of(new JournalRecord.Offered(counted)));
        apply(counted);
      }
    } finally {
      writing.unlock();
    }
  }

  /** What a word of the engine's process comes to, or null if nothing is new. */
  private @Nullable OfferEvent counted(OfferState state, OfferEvent event) {
    if (!(event instanceof OfferEvent.Sighted seen)) {
      return state.heard(event) ? null : event;
    }
    boolean counts =
        isVouched(state, seen.digest())
            || (seen.trusted()
                && (state.trusts(seen.digest())
                    || (isFree(state.offer.kind(), !state.isKnown()) && !isHeld(seen.flags()))));
    boolean known = counts ? state.trusts(seen.digest()) : state.doubts(seen.digest());
    return known
        ? null
        : new OfferEvent.Sighted(
            seen.offer(), seen.digest(), seen.definition(), counts, seen.flags(), seen.at());
  }

  private static Definition definition(OfferEvent.Sighted event) {
    return Definition.kept(event.offer().name(), event.digest(), event.definition());
  }

  /** Resources come and go and are described anew with every version of their content. */
  private boolean isFree(OfferKind kind, boolean first) {
    return kind == OfferKind.RESOURCE
        || (first && settings.firstSight() == OfferSettings.FirstSight.TRUST);
  }

  private boolean isHeld(List<String> flags) {
    return !flags.isEmpty() && settings.flagged() == OfferSettings.Flagged.QUARANTINE;
  }

  private static Optional<Finding> finding(
      OfferState state, Definition definition, boolean first, boolean counts, List<String> flags) {
    if (!first && !counts) {
      return Optional.of(new Finding.Changed(state.offer, state.changedBy(definition), flags));
    }
    if (!flags.isEmpty()) {
      return Optional.of(new Finding.Flagged(state.offer, flags, !counts));
    }
    return counts ? Optional.empty() : Optional.of(new Finding.Waits(state.offer));
  }

  @Override
  public List<OfferRow> offers() {
    writing.lock();
    try {
      return states.all().stream()
          .map(this::rowOf)
          .sorted(
              Comparator.comparing((OfferRow row) -> row.offer().upstream())
                  .thenComparing(row -> row.offer().kind())
                  .thenComparing(row -> row.offer().name()))
          .toList();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Optional<OfferRow> approve(
      Offer offer, String digest, Author.Operator author, String reason) {
    deciding.lock();
    try {
      OfferState state = states.find(offer);
      if (state == null) {
        return Optional.empty();
      }
      requireWaiting(state, digest);
      decide(new OfferEvent.Approved(offer, digest, author, reason, clock.instant()));
      return Optional.of(row(state));
    } finally {
      deciding.unlock();
    }
  }

  @Override
  public Optional<OfferRow> refuse(
      Offer offer, String digest, Author.Operator author, String reason) {
    deciding.lock();
    try {
      OfferState state = states.find(offer);
      if (state == null) {
        return Optional.empty();
      }
      requireWaiting(state, digest);
      decide(new OfferEvent.Refused(offer, digest, author, reason, clock.instant()));
      return Optional.of(row(state));
    } finally {
      deciding.unlock();
    }
  }

  private void requireWaiting(OfferState state, String digest) {
    OfferRow.Waiting waiting = row(state).waiting();
    if (waiting == null) {
      throw new IllegalArgumentException(
          state.offer.label() + ": got nothing to decide on (expected: a definition that waits)");
    }
    if (!waiting.digest().equals(digest)) {
      throw new IllegalArgumentException(
          state.offer.label()
              + ": got digest "
              + digest
              + " (expected: "
              + waiting.digest()
              + ", the one that waits now; look at it first)");
    }
  }

  @Override
  public OfferRow classify(Offer tool, Classification as, Author.Operator author, String reason) {
    if (tool.kind() != OfferKind.TOOL || tool.name().isBlank()) {
      throw new IllegalArgumentException(tool.label() + ": got no tool (expected: one)");
    }
    deciding.lock();
    try {
      decide(new OfferEvent.Classified(tool, as, author, reason, clock.instant()));
      OfferState state = states.find(tool);
      return row(state == null ? new OfferState(tool) : state);
    } finally {
      deciding.unlock();
    }
  }

  /** Durable before it counts. Lists are taken in meanwhile. */
  private void decide(OfferEvent event) {
    try {
      journal
          .append(Journal.Durability.DISK, List.of(new JournalRecord.Offered(event)))
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("decision on an offer: cannot be made durable", e.getCause());
    }
    writing.lock();
    try {
      apply(event);
      listeners.forEach(listener -> listener.accept(event));
    } finally {
      writing.unlock();
    }
  }

  private void apply(OfferEvent event) {
    OfferState state = states.obtain(event.offer());
    if (state == null) {
      return;
    }
    switch (event) {
      case OfferEvent.Sighted e -> state.take(definition(e), e.trusted(), e.flags(), e.at());
      case OfferEvent.Approved e -> state.approve(e);
      case OfferEvent.Refused e -> state.refuse(e);
      case OfferEvent.Classified e -> {
        state.classified(e);
        catalogue.classify(e.offer().upstream(), e.offer().name(), e.as());
      }
    }
  }

  /** Nobody waits for the disk here: a pin that is lost is made again, a change is found again. */
  private void append(List<JournalRecord> records) {
    try {
      journal
          .append(Journal.Durability.DISK, records)
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  LOG.error("pins were not made durable", failure);
                }
              });
    } catch (RuntimeException e) {
      LOG.error("pins were not written", e);
    }
  }

  private OfferRow row(OfferState state) {
    writing.lock();
    try {
      return rowOf(state);
    } finally {
      writing.unlock();
    }
  }

  private OfferRow rowOf(OfferState state) {
    Offer offer = state.offer;
    boolean tool = offer.kind() == OfferKind.TOOL;
    ToolRef ref = catalogue.resolve(offer.upstream(), offer.name(), "", state.listed());
    return new OfferRow(
        offer,
        tool ? ref.effects() : Set.of(),
        tool ? ref.labels() : Set.of(),
        tool ? ref.roles() : Map.of(),
        tool ? catalogue.source(offer.upstream(), offer.name()) : OfferRow.Source.NONE,
        state.pin(),
        state.digest(),
        state.definition(),
        state.waiting(),
        state.flags(),
        state.firstSeen(),
        state.lastSeen());
  }
}
