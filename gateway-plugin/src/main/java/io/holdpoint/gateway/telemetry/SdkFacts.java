// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Puts facts on a span of the OpenTelemetry SDK. */
record SdkFacts(Span span) implements Facts.OfSpan {

  @Override
  public void text(Fact<String> fact, String value) {
    span.setAttribute(fact.key(), value);
  }

  @Override
  public void number(Fact<Long> fact, long value) {
    span.setAttribute(fact.key(), value);
  }

  @Override
  public void flag(Fact<Boolean> fact, boolean value) {
    span.setAttribute(fact.key(), value);
  }

  @Override
  public void texts(Fact<List<String>> fact, List<String> values) {
    span.setAttribute(fact.key(), values);
  }

  @Override
  public void event(String name, Instant at, Consumer<Facts> facts) {
    AttributesBuilder attributes = Attributes.builder();
    facts.accept(new OfEvent(attributes));
    span.addEvent(name, attributes.build(), at);
  }

  @Override
  public void failed() {
    span.setStatus(StatusCode.ERROR);
  }

  private record OfEvent(AttributesBuilder attributes) implements Facts {

    @Override
    public void text(Fact<String> fact, String value) {
      attributes.put(fact.key(), value);
    }

    @Override
    public void number(Fact<Long> fact, long value) {
      attributes.put(fact.key(), value);
    }

    @Override
    public void flag(Fact<Boolean> fact, boolean value) {
      attributes.put(fact.key(), value);
    }

    @Override
    public void texts(Fact<List<String>> fact, List<String> values) {
      attributes.put(fact.key(), values);
    }
  }
}
