// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;

/**
 * Walks through the bytes of a request for traces span by span and makes no objects of them: two
 * bytes of a hostile request would become an object of fifty, and a request may have 64 MiB.
 * Everything is read, so a request that passes here is well-formed throughout.
 */
public final class SpanBatch {

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

  private SpanBatch() {}

  /**
   * Hands every sound span of {@code body} to {@code visitor}, in order.
   *
   * @throws InvalidProtocolBufferException if the bytes are no export request; spans before the
   *     fault were handed over already
   */
  public static Tally walk(byte[] body, Visitor visitor) throws InvalidProtocolBufferException {
    Reader batch = new Reader(visitor);
    new Envelope(body, batch).walk();
    return new Tally(batch.sound, batch.withoutIds, batch.tooLarge, batch.dropped);
  }

  private static final class Reader implements Envelope.Items {
    private final Visitor visitor;
    private final SpanView span = new SpanView();
    private long sound;
    private long withoutIds;
    private long tooLarge;
    private long dropped;

    Reader(Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void item(AttributeList resource, ScopeView scope, ProtoCursor in)
        throws InvalidProtocolBufferException {
      span.read(scope, in);
      if (span.hasIds()) {
        sound++;
        dropped += span.dropped();
        visitor.span(resource, span);
      } else {
        withoutIds++;
      }
    }

    @Override
    public void tooLarge() {
      tooLarge++;
    }
  }
}
