// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.holdpoint.model.identity.Session;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a span the way OTLP 1.11 does, in one pass, fact by fact. Numbers of fields are those of
 * {@code opentelemetry/proto/trace/v1/trace.proto}. What our spans never have (links, trace state,
 * attributes of other types) it does not know. What stays the same within a session is encoded once
 * as long as the session is among those seen last. For one thread, one span after the other.
 */
final class OtlpWriter implements Facts.OfSpan {

  /** As the SDK is told for spans that go over the network. */
  static final int LONGEST_ATTRIBUTE = 16_384;

  private static final int OF_SPAN = 9;
  private static final int OF_EVENT = 3;
  private static final int SAMPLED = 1;

  /** W3C trace context, level 2: said of trace ids that are our own. */
  private static final int RANDOM_TRACE = 2;

  private static final int PARENT_IS_KNOWN = 0x100;
  private static final int PARENT_IS_REMOTE = 0x200;
  private static final int SESSIONS = 64;
  private static final int KEPT_BYTES = 256 << 10;

  private final Known[] sessions = new Known[SESSIONS];
  private ProtoBuffer out = new ProtoBuffer(4096);
  private int field = OF_SPAN;
  private int begun;
  private int flags;
  private boolean failed;

  /** A session, and the facts of it. */
  @SuppressWarnings("ArrayRecordComponent") // Never copied or compared.
  private record Known(Session session, byte[] facts) {}

  /** What a span is, and when. */
  record Head(
      String traceId,
      String spanId,
      @Nullable String parentId,
      int kind,
      Instant begin,
      Instant end) {

    static final int INTERNAL = 1;
    static final int SERVER = 2;
  }

  /** Begins a span as one of its scope's; what was written before is forgotten. */
  void begin(String name, Head head) {
    if (out.room() > KEPT_BYTES) {
      out = new ProtoBuffer(4096);
    }
    out.cut(0);
    field = OF_SPAN;
    failed = false;
    begun = out.begin(2, ProtoBuffer.LONG);
    out.hex(1, head.traceId());
    out.hex(2, head.spanId());
    String parent = head.parentId();
    if (parent != null) {
      out.hex(4, parent);
    }
    flags = SAMPLED | PARENT_IS_KNOWN | (parent == null ? RANDOM_TRACE : PARENT_IS_REMOTE);
    out.text(5, name);
    out.varint(6, head.kind());
    out.fixed64(7, nanos(head.begin()));
    out.fixed64(8, nanos(head.end()));
  }

  /** Ends the span; the bytes stand until the next one begins. */
  ProtoBuffer end() {
    int status = out.begin(15, ProtoBuffer.SHORT);
    if (failed) {
      out.varint(3, 2);
    }
    out.end(status, ProtoBuffer.SHORT);
    out.fixed32(16, flags);
    out.end(begun, ProtoBuffer.LONG);
    return out;
  }

  /** All that {@link SpanFacts#session} tells. */
  @SuppressWarnings("ReferenceEquality") // Another instance may say something else.
  void session(Session session) {
    int slot = session.id().hashCode() & (SESSIONS - 1);
    Known known = sessions[slot];
    if (known != null && known.session() == session) {
      out.raw(known.facts());
      return;
    }
    int from = out.size();
    SpanFacts.session(this, session);
    sessions[slot] = new Known(session, out.toBytes(from));
  }

  @Override
  public void text(Fact<String> fact, String value) {
    out.attribute(field, fact.field(), bytes(value));
  }

  @Override
  public void number(Fact<Long> fact, long value) {
    out.attribute(field, fact.field(), 3, value);
  }

  @Override
  public void flag(Fact<Boolean> fact, boolean value) {
    out.attribute(field, fact.field(), 2, value ? 1 : 0);
  }

  @Override
  public void texts(Fact<List<String>> fact, List<String> values) {
    int begin = out.begin(field, ProtoBuffer.SHORT);
    out.raw(fact.field());
    int any = out.begin(2, ProtoBuffer.SHORT);
    int array = out.begin(5, ProtoBuffer.SHORT);
    for (String value : values) {
      int item = out.begin(1, ProtoBuffer.SHORT);
      out.bytes(1, bytes(value));
      out.end(item, ProtoBuffer.SHORT);
    }
    out.end(array, ProtoBuffer.SHORT);
    out.end(any, ProtoBuffer.SHORT);
    out.end(begin, ProtoBuffer.SHORT);
  }

  @Override
  public void event(String name, Instant at, Consumer<Facts> facts) {
    int begin = out.begin(11, ProtoBuffer.LONG);
    out.fixed64(1, nanos(at));
    out.text(2, name);
    field = OF_EVENT;
    facts.accept(this);
    field = OF_SPAN;
    out.end(begin, ProtoBuffer.LONG);
  }

  @Override
  public void failed() {
    failed = true;
  }

  private static byte[] bytes(String value) {
    String text =
        value.length() > LONGEST_ATTRIBUTE ? value.substring(0, LONGEST_ATTRIBUTE) : value;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static long nanos(Instant at) {
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }
}
