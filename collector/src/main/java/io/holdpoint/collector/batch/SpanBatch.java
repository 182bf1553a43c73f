// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;

/**
 * Walks through the bytes of an export request span by span, so that the memory needed is that of
 * one span: two bytes of a hostile request become an object of fifty, and a request may have 64
 * MiB. Everything is read, so a request that passes here is well-formed throughout.
 */
public final class SpanBatch {

  /** A larger span is refused, in bytes. */
  public static final int LARGEST_SPAN = 1 << 20;

  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  /** Is handed the spans. */
  @FunctionalInterface
  public interface Visitor {

    /** A span with valid ids, and what it belongs to. */
    void span(Resource resource, Span span);
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

  private final byte[] body;
  private final Visitor visitor;
  private long sound;
  private long withoutIds;
  private long tooLarge;

  private SpanBatch(byte[] body, Visitor visitor) {
    this.body = body;
    this.visitor = visitor;
  }

  /**
   * Hands every sound span of {@code body} to {@code visitor}, in order.
   *
   * @throws InvalidProtocolBufferException if the bytes are no export request; spans before the
   *     fault were handed over already
   */
  public static Tally walk(byte[] body, Visitor visitor) throws InvalidProtocolBufferException {
    SpanBatch batch = new SpanBatch(body, visitor);
    try {
      batch.request();
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    return new Tally(batch.sound, batch.withoutIds, batch.tooLarge);
  }

  /** What is found inside a message. */
  @FunctionalInterface
  private interface Part {
    void at(int field, int offset, int length) throws IOException;
  }

  private void request() throws IOException {
    parts(
        0,
        body.length,
        (field, offset, length) -> {
          if (field == ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER) {
            resourceSpans(offset, length);
          }
        });
  }

  private void resourceSpans(int offset, int length) throws IOException {
    Resource.Builder resource = Resource.newBuilder(); // may stand after the spans it belongs to
    parts(
        offset,
        length,
        (field, at, size) -> {
          if (field == ResourceSpans.RESOURCE_FIELD_NUMBER) {
            resource.mergeFrom(message(Resource.parser(), "resource", at, size));
          }
        });
    Resource whole = resource.build();
    parts(
        offset,
        length,
        (field, at, size) -> {
          if (field == ResourceSpans.SCOPE_SPANS_FIELD_NUMBER) {
            scopeSpans(whole, at, size);
          }
        });
  }

  private void scopeSpans(Resource resource, int offset, int length) throws IOException {
    parts(
        offset,
        length,
        (field, at, size) -> {
          if (field == ScopeSpans.SPANS_FIELD_NUMBER) {
            span(resource, at, size);
          } else if (field == ScopeSpans.SCOPE_FIELD_NUMBER) {
            message(InstrumentationScope.parser(), "scope", at, size);
          }
        });
  }

  private void span(Resource resource, int offset, int length) throws IOException {
    if (length > LARGEST_SPAN) {
      tooLarge++;
      return;
    }
    Span span = Span.parser().parseFrom(body, offset, length);
    if (isId(span.getTraceId(), TRACE_ID_BYTES) && isId(span.getSpanId(), SPAN_ID_BYTES)) {
      sound++;
      visitor.span(resource, span);
    } else {
      withoutIds++;
    }
  }

  /** Hands over the fields that have a length and skips the others. */
  private void parts(int offset, int length, Part part) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(body, offset, length);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        in.skipField(tag);
        continue;
      }
      int size = in.readRawVarint32();
      int at = offset + in.getTotalBytesRead();
      in.skipRawBytes(size);
      part.at(WireFormat.getTagFieldNumber(tag), at, size);
    }
  }

  private <T> T message(Parser<T> parser, String what, int offset, int length)
      throws InvalidProtocolBufferException {
    if (length > LARGEST_SPAN) {
      throw new InvalidProtocolBufferException(
          what + ": got " + length + " bytes (expected: at most " + LARGEST_SPAN + ")");
    }
    return parser.parseFrom(body, offset, length);
  }

  private static boolean isId(ByteString id, int length) {
    if (id.size() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (id.byteAt(i) != 0) {
        return true;
      }
    }
    return false;
  }
}
