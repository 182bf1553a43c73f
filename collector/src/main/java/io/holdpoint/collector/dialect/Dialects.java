// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.batch.AttributeList;
import io.holdpoint.collector.batch.LogView;
import io.holdpoint.collector.batch.SpanView;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All dialects, the most telling first: the first that knows an item reads it. For one thread; what
 * it counts goes to the ledger.
 */
public final class Dialects {

  private final GatewayDialect gateway = new GatewayDialect();
  private final List<Dialect> frameworks =
      List.of(
          new ClaudeCodeDialect(),
          new CodexDialect(),
          new GeminiCliDialect(),
          new AdkDialect(),
          new VercelDialect(),
          new OpenAiAgentsDialect(),
          new OpenInferenceDialect(),
          new SpringAiDialect(),
          new LangChain4jDialect(),
          new OpenLlmetryDialect(),
          new McpDialect(),
          new GenAiDialect());
  private final Steps steps;
  private final SourceLedger ledger;
  private final RepeatedValues<String> texts = new RepeatedValues<>();
  private final RepeatedValues<Integer> meanings = new RepeatedValues<>();
  private final SpanAttributes ofItem = new SpanAttributes(texts, meanings);
  private final SpanAttributes ofEvent = new SpanAttributes(texts, meanings);
  private final SpanAttributes ofResource = new SpanAttributes(texts, meanings);
  private final Tying tying;
  private @Nullable AttributeList lastResource;
  private @Nullable SpanTies ties;

  /**
   * Dialects.
   *
   * @param ledger counts what was left out and what was understood all the same
   * @param contents says what is kept of the content of frameworks' steps
   */
  public Dialects(SourceLedger ledger, ContentView contents) {
    ContentView known = new KnownContents(contents);
    SessionNames sessions = new SessionNames();
    this.steps = new Steps(ledger, known, sessions);
    this.tying = new Tying(known, sessions);
    this.ledger = ledger;
  }

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
    take(source, resource, span.attributes());
    ledger.add(source.name(), Count.STRIPPED, ours ? 0 : countOursInEvents(span));
    SpanTelling telling = new SpanTelling(source, arrivedAt, ofResource, ofItem, ofEvent, span);
    ties = null;
    Reading reading = gateway.read(telling);
    return reading instanceof Reading.Unknown ? framework(telling) : reading;
  }

  /**
   * What a log record means.
   *
   * @param source who sent it
   * @param arrivedAt when it arrived
   * @param resource what it belongs to; the same object for records that came together
   * @param record the record; not used after this returns
   */
  public Reading read(Source source, Instant arrivedAt, AttributeList resource, LogView record) {
    take(source, resource, record.attributes());
    return framework(LogTelling.of(source, arrivedAt, ofResource, ofItem, record));
  }

  /** The number a sender gave the item last read in a sequence of its own; 0 for none. */
  public long sequence() {
    return ofItem.number(Keys.EVENT_SEQUENCE, 0);
  }

  /** What ties the item last read to others, or empty if it was a gateway's own. */
  public Optional<SpanTies> ties() {
    return Optional.ofNullable(ties);
  }

  private Reading framework(Telling telling) {
    for (Dialect dialect : frameworks) {
      Draft draft = dialect.read(telling);
      if (draft == Draft.TOLD_ELSEWHERE) {
        break;
      }
      if (draft != null) {
        ties = tying.of(telling, draft);
        return new Reading.Told(steps.row(telling, draft), List.of());
      }
    }
    ties = tying.of(telling, null);
    return new Reading.Unknown();
  }

  private void take(Source source, AttributeList resource, AttributeList attributes) {
    boolean ours = source.trust() == Trust.GATEWAY;
    readResource(source, resource, ours);
    ofItem.fill(attributes, ours);
    ledger.add(source.name(), Count.STRIPPED, ofItem.stripped());
    ledger.add(source.name(), Count.MISSPELT, ofItem.misspelt());
  }

  @SuppressWarnings("ReferenceEquality") // the same object means the same batch, which is the point
  private void readResource(Source source, AttributeList resource, boolean ours) {
    if (resource != lastResource) {
      ofResource.fill(resource, ours);
      lastResource = resource;
      ledger.add(source.name(), Count.STRIPPED, ofResource.stripped());
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
