// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Steps of one session as bytes, in the form that package-info tells of. What stands in a step
 * before is not written again: texts are numbered as they come, session facts are left out where
 * they are the same. Not safe for use by many threads.
 */
final class StepEncoder {

  static final int VERSION = 1;
  static final int PLAIN = 0;
  static final int COMPRESSED = 1;
  static final int HEADER = 2;

  static final int SAME_FACTS = 1;
  static final int ENDED = 2;

  /** Set by collectors since November 2026 where a detail follows the grade. */
  static final int DETAILED = 4;

  /** Set by collectors since November 2026 where prints of values follow. */
  static final int PRINTED = 8;

  /** Set by collectors since November 2026 where a view is kept apart from the segment. */
  static final int SHARED = 16;

  /** Set by collectors since November 2026 where claims follow. */
  static final int CLAIMED = 32;

  static final int TEXT = 0;
  static final int HEX_8 = 1;
  static final int HEX_16 = 2;

  /** A segment with more bytes takes no further step. */
  private static final int FULL = 64 << 10;

  /** What H2 takes in a binary column, with room to spare. */
  private static final int LARGEST = 1_000_000;

  private final ByteSink out = new ByteSink(1024);
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<String, Integer> views = new HashMap<>();
  private final Set<Long> shared = new LinkedHashSet<>();
  private int sharedLength;
  private @Nullable SessionFacts facts;
  private long previousAt;
  private long firstAt = Long.MAX_VALUE;
  private long lastAt = Long.MIN_VALUE;
  private int steps;
  private int listed;
  private boolean full;

  StepEncoder() {
    out.octet(VERSION);
    out.octet(PLAIN);
    words.put("", 1);
    views.put("", 1);
  }

  /** All of {@code rows}, however many, with all views in it. */
  static StepEncoder of(List<StepRow> rows) {
    return of(rows, view -> 0);
  }

  /**
   * All of {@code rows}, however many.
   *
   * @param numbers of views kept apart, 0 of others
   */
  static StepEncoder of(List<StepRow> rows, ToLongFunction<String> numbers) {
    StepEncoder encoder = new StepEncoder();
    for (StepRow row : rows) {
      encoder.write(row, row.arguments(), row.result(), numbers);
      encoder.took(row);
    }
    return encoder;
  }

  /**
   * Adds a step, or returns false if it has to go elsewhere. The first one is always taken; its
   * payload views are replaced by a note if they would not fit.
   */
  boolean add(StepRow row) {
    return add(row, view -> 0);
  }

  /**
   * As {@link #add(StepRow)}.
   *
   * @param numbers of views kept apart, 0 of others
   */
  boolean add(StepRow row, ToLongFunction<String> numbers) {
    if (full || out.length() >= FULL) {
      return false;
    }
    int mark = out.length();
    write(row, row.arguments(), row.result(), numbers);
    if (out.length() > LARGEST) {
      out.cut(mark);
      full = true; // texts of the step cut off are numbered already
      if (steps > 0) {
        return false;
      }
      restart();
      write(row, noted(row.arguments()), noted(row.result()), view -> 0);
    }
    took(row);
    return true;
  }

  /** Numbers of the views kept apart that are used here. */
  Set<Long> shared() {
    return shared;
  }

  /** Plain bytes so far. */
  ByteSink bytes() {
    return out;
  }

  int steps() {
    return steps;
  }

  /** How many of the steps are listed: all but the mark of a session's end. */
  int listed() {
    return listed;
  }

  long firstAt() {
    return firstAt;
  }

  long lastAt() {
    return lastAt;
  }

  /** About how much memory this takes, in bytes: texts are kept to be found again. */
  int footprint() {
    return 2048 + 3 * out.length() + 2 * sharedLength;
  }

  private void took(StepRow row) {
    long at = Instants.toNanos(row.startedAt());
    firstAt = Math.min(firstAt, at);
    lastAt = Math.max(lastAt, at);
    steps++;
    listed += SessionAggregate.isEnd(row) ? 0 : 1;
  }

  private void restart() {
    words.clear();
    views.clear();
    shared.clear();
    sharedLength = 0;
    words.put("", 1);
    views.put("", 1);
    facts = null;
    previousAt = 0;
  }

  private void write(
      StepRow row, Payload arguments, Payload result, ToLongFunction<String> numbers) {
    SessionFacts now = row.session();
    boolean same = facts != null && sameButRiskAndEnd(facts, now);
    boolean detailed = !row.detail().equals(StepDetail.NONE);
    boolean printed = !(arguments.values().isEmpty() && result.values().isEmpty());
    boolean sharing = isShared(arguments, numbers) || isShared(result, numbers);
    out.octet(
        (same ? SAME_FACTS : 0)
            | (sharing ? SHARED : 0)
            | (now.ended() ? ENDED : 0)
            | (detailed ? DETAILED : 0)
            | (printed ? PRINTED : 0)
            | (row.claims().isEmpty() ? 0 : CLAIMED));
    if (!same) {
      facts(now);
      facts = now;
    }
    out.number(now.risk());
    id(row.id());
    hex(row.parentSpanId());
    word(row.kind().name());
    word(row.upstream());
    word(row.name());
    long at = Instants.toNanos(row.startedAt());
    out.signed(at - previousAt);
    previousAt = at;
    out.signed(row.durationNanos());
    word(row.verdict());
    word(row.outcome());
    word(Words.join(row.effects()));
    word(Words.join(row.labels()));
    out.number(row.reasons().size());
    row.reasons().forEach(this::reason);
    payload(arguments, sharing, numbers);
    payload(result, sharing, numbers);
    word(row.grade().name());
    if (detailed) {
      detail(row.detail());
    }
    if (printed) {
      prints(arguments.values());
      prints(result.values());
    }
    if (!row.claims().isEmpty()) {
      out.number(row.claims().size());
      row.claims().forEach(this::claim);
    }
  }

  private void claim(Claim claim) {
    id(claim.id());
    word(claim.session().value());
    word(claim.way().name());
    word(claim.name());
    out.signed(Instants.toNanos(claim.startedAt()) - previousAt);
    out.signed(claim.durationNanos());
    word(claim.outcome());
    payload(claim.arguments(), false, view -> 0);
    payload(claim.result(), false, view -> 0);
    word(claim.grade().name());
    detail(claim.detail());
    word(Words.join(claim.differences()));
  }

  private void prints(List<String> prints) {
    out.number(prints.size());
    for (String print : prints) {
      long number = Long.parseLong(print, 16);
      for (int shift = 40; shift >= 0; shift -= 8) {
        out.octet((int) (number >>> shift) & 0xff);
      }
    }
  }

  private void detail(StepDetail detail) {
    word(detail.dialect());
    word(detail.callId());
    word(detail.model());
    word(detail.provider());
    word(detail.counterpart());
    out.signed(detail.inputTokens());
    out.signed(detail.outputTokens());
    out.signed(detail.cachedTokens());
    out.signed(detail.reasoningTokens());
    out.signed(detail.messages());
    out.signed(detail.costMicros());
  }

  private static boolean sameButRiskAndEnd(SessionFacts a, SessionFacts b) {
    return a.id().equals(b.id())
        && a.root().equals(b.root())
        && a.tenant().equals(b.tenant())
        && a.environment().equals(b.environment())
        && Objects.equals(a.floor(), b.floor())
        && a.kind() == b.kind()
        && a.principal().equals(b.principal())
        && a.agentName().equals(b.agentName())
        && a.agentVersion().equals(b.agentVersion())
        && a.task().equals(b.task())
        && a.keySource().equals(b.keySource())
        && a.startedAt().equals(b.startedAt());
  }

  private void facts(SessionFacts now) {
    word(now.id().value());
    word(now.root().value());
    word(now.tenant());
    word(now.environment());
    FloorId floor = now.floor();
    word(floor == null ? "" : floor.value());
    PrincipalKind kind = now.kind();
    word(kind == null ? "" : kind.name());
    word(now.principal());
    word(now.agentName());
    word(now.agentVersion());
    word(now.task());
    word(now.keySource());
    out.signed(Instants.toNanos(now.startedAt()));
  }

  private void reason(Reason reason) {
    word(reason.code());
    RuleRef rule = reason.rule();
    out.octet(rule == null ? 0 : 1);
    if (rule != null) {
      word(rule.id());
      out.signed(rule.version());
    }
    word(reason.text());
    out.number(reason.evidence().size());
    reason.evidence().forEach(this::id);
  }

  private void payload(Payload payload, boolean sharing, ToLongFunction<String> numbers) {
    hex(payload.digest().value());
    out.number(payload.sizeBytes());
    String view = payload.masked();
    if (sharing) {
      boolean apart = isShared(payload, numbers);
      out.octet(apart ? 1 : 0);
      if (apart) {
        long number = numbers.applyAsLong(view);
        out.eight(number);
        shared.add(number);
        sharedLength += view.length();
        views.put(view, views.size() + 1);
        return;
      }
    }
    text(view, views);
  }

  /** True of a view that is kept apart and comes here for the first time. */
  private boolean isShared(Payload payload, ToLongFunction<String> numbers) {
    return SharedViews.isLarge(payload)
        && !views.containsKey(payload.masked())
        && numbers.applyAsLong(payload.masked()) > 0;
  }

  private void id(StepId id) {
    word(id.source());
    out.eight(Hex.number(id.traceId(), 0));
    out.eight(Hex.number(id.traceId(), 16));
    out.eight(Hex.number(id.spanId(), 0));
  }

  /** Most ids and digests are hexadecimal, but none of these fields has to be. */
  private void hex(String text) {
    int length = text.length();
    if ((length != 16 && length != 32) || !Hex.isLowerCase(text)) {
      out.octet(TEXT);
      word(text);
      return;
    }
    out.octet(length == 16 ? HEX_8 : HEX_16);
    for (int i = 0; i < length; i += 16) {
      out.eight(Hex.number(text, i));
    }
  }

  private void word(String text) {
    text(text, words);
  }

  private void text(String text, Map<String, Integer> known) {
    Integer number = known.putIfAbsent(text, known.size() + 1);
    if (number != null) {
      out.number(number);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.octet(0);
    out.number(utf8.length);
    out.raw(utf8, 0, utf8.length);
  }

  private static Payload noted(Payload payload) {
    String note = "\"(a view of " + payload.masked().length() + " characters was not stored)\"";
    return payload.masked().length() <= note.length()
        ? payload
        : new Payload(payload.digest(), payload.sizeBytes(), note, payload.values());
  }
}
