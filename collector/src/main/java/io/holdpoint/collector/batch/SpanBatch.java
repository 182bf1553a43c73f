// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;

/**
 * Walks through the bytes of an export request span by span and makes no objects of them: two bytes
 * of a hostile request would become an object of fifty, and a request may have 64 MiB. Everything
 * is read, so a request that passes here is well-formed throughout.
 */
public final class SpanBatch {

  /** A larger span is refused, in bytes. */
  public static final int LARGEST_SPAN = 1 << 20;

  /** Is handed the spans. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * A span with valid ids, and what it belongs to.
     *
     * @param resource the same object for all spans of a resource
     * @param span used again for the next span, together with all that is reached from it
     */
    void span(AttributeList resource, SpanView span);
  }

  /**
   * What a batch held.
   *
   * @param sound spans handed over
   * @param withoutIds spans whose trace id or span id is missing, of the wrong length or all zero
   * @param tooLarge spans above {@link #LARGEST_SPAN}
   */
  public record Tally(long sound, long withoutIds, long tooLarge) {

    /** Spans that were refused. */
    public long rejected() {
      return withoutIds + tooLarge;
    }
  }

  private final Visitor visitor;
  private final ProtoCursor in;
  private final SpanView span = new SpanView();
  private long sound;
  private long withoutIds;
  private long tooLarge;

  private SpanBatch(byte[] body, Visitor visitor) {
    this.visitor = visitor;
    this.in = new ProtoCursor(body);
  }

  /**
   * Hands every sound span of {@code body} to {@code visitor}, in order.
   *
   * @throws InvalidProtocolBufferException if the bytes are no export request; spans before the
   *     fault were handed over already
   */
  public static Tally walk(byte[] body, Visitor visitor) throws InvalidProtocolBufferException {
    SpanBatch batch = new SpanBatch(body, visitor);
    batch.request();
    return new Tally(batch.sound, batch.withoutIds, batch.tooLarge);
  }

  private void request() throws InvalidProtocolBufferException {
    while (in.next()) {
      if (in.is(ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        resourceSpans();
      } else {
        in.skip();
      }
    }
  }

  /** Walked twice, since the resource may stand after the spans it belongs to. */
  private void resourceSpans() throws InvalidProtocolBufferException {
    int outer = in.enter();
    int begin = in.at();
    AttributeList resource = new AttributeList();
    resource.clear(in.bytes());
    while (in.next()) {
      if (in.is(ResourceSpans.RESOURCE_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        resource(resource);
      } else if (in.is(ResourceSpans.SCHEMA_URL_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        Shape.TEXT.checkField(in);
      } else {
        in.skip();
      }
    }
    in.backTo(begin);
    while (in.next()) {
      if (in.is(ResourceSpans.SCOPE_SPANS_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        scopeSpans(resource);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
  }

  private void resource(AttributeList attributes) throws InvalidProtocolBufferException {
    int outer = in.enter();
    requireBounded("resource");
    while (in.next()) {
      if (in.is(Resource.ATTRIBUTES_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        attributes.add(in);
      } else if (in.is(Resource.ENTITY_REFS_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        Shape.ENTITY_REF.checkField(in);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
  }

  private void scopeSpans(AttributeList resource) throws InvalidProtocolBufferException {
    int outer = in.enter();
    while (in.next()) {
      if (in.is(ScopeSpans.SPANS_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        span(resource);
      } else if (in.is(ScopeSpans.SCOPE_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        int its = in.enter();
        requireBounded("scope");
        Shape.SCOPE.check(in);
        in.leave(its);
      } else if (in.is(ScopeSpans.SCHEMA_URL_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        Shape.TEXT.checkField(in);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
  }

  private void span(AttributeList resource) throws InvalidProtocolBufferException {
    int outer = in.enter();
    if (in.left() > LARGEST_SPAN) {
      tooLarge++;
    } else {
      span.read(in);
      if (span.hasIds()) {
        sound++;
        visitor.span(resource, span);
      } else {
        withoutIds++;
      }
    }
    in.leave(outer);
  }

  private void requireBounded(String what) throws InvalidProtocolBufferException {
    if (in.left() > LARGEST_SPAN) {
      throw new InvalidProtocolBufferException(
          what + ": got " + in.left() + " bytes (expected: at most " + LARGEST_SPAN + ")");
    }
  }
}
