// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;

/** Walks through the bytes of a request for logs, record by record, as {@link SpanBatch} does. */
public final class LogBatch {

  /** Is handed the records. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * A log record, and what it belongs to.
     *
     * @param resource the same object for all records of a resource
     * @param record used again for the next record, together with all that is reached from it
     */
    void record(AttributeList resource, LogView record);
  }

  private LogBatch() {}

  /**
   * Hands every record of {@code body} to {@code visitor}, in order.
   *
   * @throws InvalidProtocolBufferException if the bytes are no export request; records before the
   *     fault were handed over already
   */
  public static Tally walk(byte[] body, Visitor visitor) throws InvalidProtocolBufferException {
    Reader batch = new Reader(visitor);
    new Envelope(body, batch).walk();
    return new Tally(batch.sound, 0, batch.tooLarge, batch.dropped);
  }

  private static final class Reader implements Envelope.Items {
    private final Visitor visitor;
    private final LogView record = new LogView();
    private long sound;
    private long tooLarge;
    private long dropped;

    Reader(Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void item(AttributeList resource, ScopeView scope, ProtoCursor in)
        throws InvalidProtocolBufferException {
      record.read(scope, in);
      sound++;
      dropped += record.dropped();
      visitor.record(resource, record);
    }

    @Override
    public void tooLarge() {
      tooLarge++;
    }
  }
}
