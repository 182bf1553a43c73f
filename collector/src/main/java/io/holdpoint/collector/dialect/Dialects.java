// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.telemetry.Attributes;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * All dialects, the most telling first: the first that knows a span reads it. For one thread; the
 * count may be asked for by any.
 */
public final class Dialects {

  private final List<Dialect> ordered = List.of(new GatewayDialect(), new GenAiDialect());
  private final LongAdder stripped = new LongAdder();
  private Resource lastResource = Resource.getDefaultInstance();
  private SpanAttributes lastAttributes = SpanAttributes.of(List.of(), false);

  /**
   * What a span means.
   *
   * @param source who sent it
   * @param arrivedAt when it arrived
   * @param resource what it belongs to; the same object for spans that came together
   * @param span the span, with valid ids
   */
  public Reading read(Source source, Instant arrivedAt, Resource resource, Span span) {
    Telling telling = new Telling(source, arrivedAt, attributes(source, resource), span);
    stripped.add(telling.attributes().stripped() + strippedOfEvents(telling));
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
  private SpanAttributes attributes(Source source, Resource resource) {
    if (resource != lastResource) {
      lastAttributes =
          SpanAttributes.of(resource.getAttributesList(), source.trust() == Trust.GATEWAY);
      lastResource = resource;
      stripped.add(lastAttributes.stripped());
    }
    return lastAttributes;
  }

  private static long strippedOfEvents(Telling telling) {
    return switch (telling.source().trust()) {
      case GATEWAY -> 0;
      case FRAMEWORK, NONE ->
          telling.span().getEventsList().stream()
              .flatMap(event -> event.getAttributesList().stream())
              .map(KeyValue::getKey)
              .filter(key -> key.startsWith(Attributes.PREFIX))
              .count();
    };
  }
}
