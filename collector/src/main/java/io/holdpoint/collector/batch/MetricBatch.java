// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;

/** Checks a request for metrics and counts its data points. No step is made of them. */
final class MetricBatch implements Envelope.Items {

  /** In gauges, sums and both kinds of histograms and summaries alike. */
  private static final int DATA_POINTS = 1;

  private static final int FIRST_DATA = 5;
  private static final int LAST_DATA = 11;

  private long points;
  private long tooLarge;

  private MetricBatch() {}

  static Tally check(byte[] body) throws InvalidProtocolBufferException {
    MetricBatch batch = new MetricBatch();
    new Envelope(body, batch).walk();
    return new Tally(batch.points, 0, batch.tooLarge, 0);
  }

  @Override
  public void item(AttributeList resource, ScopeView scope, ProtoCursor in)
      throws InvalidProtocolBufferException {
    int begin = in.at();
    Shape.METRIC.check(in);
    in.backTo(begin);
    while (in.next()) {
      if (in.isDelimited() && in.field() >= FIRST_DATA && in.field() <= LAST_DATA) {
        data(in);
      } else {
        in.skip();
      }
    }
  }

  private void data(ProtoCursor in) throws InvalidProtocolBufferException {
    int outer = in.enter();
    while (in.next()) {
      points += in.is(DATA_POINTS, ProtoCursor.DELIMITED) ? 1 : 0;
      in.skip();
    }
    in.leave(outer);
  }

  @Override
  public void tooLarge() {
    tooLarge++;
  }
}
