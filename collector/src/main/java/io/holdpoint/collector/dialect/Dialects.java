// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.batch.AttributeList;
import io.holdpoint.collector.batch.SpanView;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All dialects, the most telling first: the first that knows a span reads it. For one thread; the
 * count may be asked for by any.
 */
public final class Dialects {

  private final List<Dialect> ordered = List.of(new GatewayDialect(), new GenAiDialect());
  private final LongAdder stripped = new LongAdder();
  private final RepeatedValues<String> texts = new RepeatedValues<>();
  private final SpanAttributes ofSpan = new SpanAttributes(texts);
  private final SpanAttributes ofEvent = new SpanAttributes(texts);
  private final SpanAttributes ofResource = new SpanAttributes(texts);
  private @Nullable AttributeList lastResource;

  /**
   * What a span means.
   *
   * @param source who sent it
   * @param arrivedAt when it arrived
   * @param resource what it belongs to; the same object for spans that came together
   * @param span the span, with valid ids; not used after this returns
   */
  public Reading read(Source source, Instant arrivedAt, AttributeList resource, SpanView span) {
    boolean ours = source.trust() == Trust.GATEWAY;
    readResource(resource, ours);
    ofSpan.fill(span.attributes(), ours);
    long left = ofSpan.stripped() + (ours ? 0 : countOursInEvents(span));
    if (left > 0) {
      stripped.add(left);
    }
    Telling telling = new Telling(source, arrivedAt, ofResource, ofSpan, ofEvent, span);
    for (Dialect dialect : ordered) {
      Reading reading = dialect.read(telling);
      if (!(reading instanceof Reading.Unknown)) {
        return reading;
      }
    }
    return new Reading.Unknown();
  }

  /**
   * How many attributes of spans, events and resources were left out so far because they begin with
   * {@code holdpoint.} and did not come from a gateway.
   */
  public long stripped() {
    return stripped.sum();
  }

  @SuppressWarnings("ReferenceEquality") // the same object means the same batch, which is the point
  private void readResource(AttributeList resource, boolean ours) {
    if (resource != lastResource) {
      ofResource.fill(resource, ours);
      lastResource = resource;
      stripped.add(ofResource.stripped());
    }
  }

  private static long countOursInEvents(SpanView span) {
    long count = 0;
    for (int i = 0; i < span.eventCount(); i++) {
      count += SpanAttributes.countOurs(span.event(i).attributes());
    }
    return count;
  }
}
