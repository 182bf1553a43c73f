// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.forward;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.holdpoint.collector.log.Entry;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.telemetry.Attributes;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a batch goes on. All spans of a trace are chosen alike, by its id; those of a refused or
 * held step or with a detection always go. Our own gateway's spans are masked already and tell
 * verdicts; everybody else's go without what only a gateway may say, and without their content.
 */
final class Selection {

  private static final Set<String> TELLING = Set.of("deny", "hold");
  private static final int PARTS = 10_000;

  private final ForwardSettings settings;
  private final Enrichment enrichment;

  Selection(ForwardSettings settings, JoinedVerdicts verdicts) {
    this.settings = settings;
    this.enrichment = new Enrichment(verdicts);
  }

  /**
   * What goes on.
   *
   * @param body the request, empty if nothing goes
   * @param items how many items are in it
   * @param left how many were left out on purpose
   */
  @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
  record Chosen(byte[] body, long items, long left) {}

  Chosen of(Entry entry) throws InvalidProtocolBufferException {
    boolean ours = entry.source().trust() == Trust.GATEWAY;
    return switch (entry.kind()) {
      case TRACES -> traces(ExportTraceServiceRequest.parseFrom(entry.body()), entry.source());
      case LOGS -> logs(ExportLogsServiceRequest.parseFrom(entry.body()), ours);
      case METRICS -> metrics(ExportMetricsServiceRequest.parseFrom(entry.body()), entry.body());
    };
  }

  private Chosen traces(ExportTraceServiceRequest request, Source source) {
    boolean ours = source.trust() == Trust.GATEWAY;
    ExportTraceServiceRequest.Builder out = ExportTraceServiceRequest.newBuilder();
    long items = 0;
    long left = 0;
    for (ResourceSpans of : request.getResourceSpansList()) {
      ResourceSpans.Builder spansOf = of.toBuilder().clearScopeSpans();
      if (of.hasResource()) {
        spansOf.setResource(resource(of.getResource(), ours));
      }
      for (ScopeSpans in : of.getScopeSpansList()) {
        ScopeSpans.Builder spansIn = in.toBuilder().clearSpans();
        for (Span span : in.getSpansList()) {
          Optional<Span> goes = ours ? own(span) : framework(source, span);
          goes.ifPresent(spansIn::addSpans);
          items += goes.isPresent() ? 1 : 0;
          left += goes.isPresent() ? 0 : 1;
        }
        if (spansIn.getSpansCount() > 0) {
          spansOf.addScopeSpans(spansIn);
        }
      }
      if (spansOf.getScopeSpansCount() > 0) {
        out.addResourceSpans(spansOf);
      }
    }
    return new Chosen(out.build().toByteArray(), items, left);
  }

  private Chosen logs(ExportLogsServiceRequest request, boolean ours) {
    ExportLogsServiceRequest.Builder out = ExportLogsServiceRequest.newBuilder();
    long items = 0;
    long left = 0;
    for (ResourceLogs of : request.getResourceLogsList()) {
      ResourceLogs.Builder logsOf = of.toBuilder().clearScopeLogs();
      if (of.hasResource()) {
        logsOf.setResource(resource(of.getResource(), ours));
      }
      for (ScopeLogs in : of.getScopeLogsList()) {
        ScopeLogs.Builder logsIn = in.toBuilder().clearLogRecords();
        for (LogRecord record : in.getLogRecordsList()) {
          if (isChosen(record.getTraceId())) {
            logsIn.addLogRecords(ours || isOpen() ? record : veiled(record));
            items++;
          } else {
            left++;
          }
        }
        if (logsIn.getLogRecordsCount() > 0) {
          logsOf.addScopeLogs(logsIn);
        }
      }
      if (logsOf.getScopeLogsCount() > 0) {
        out.addResourceLogs(logsOf);
      }
    }
    return new Chosen(out.build().toByteArray(), items, left);
  }

  /** Numbers; half of them would be wrong ones. */
  private static Chosen metrics(ExportMetricsServiceRequest request, byte[] body) {
    long items =
        request.getResourceMetricsList().stream()
            .flatMap(of -> of.getScopeMetricsList().stream())
            .mapToLong(in -> in.getMetricsCount())
            .sum();
    return new Chosen(body, items, 0);
  }

  private Optional<Span> own(Span span) {
    return isChosen(span.getTraceId()) || isTelling(span) ? Optional.of(span) : Optional.empty();
  }

  /** Whatever it says of verdicts itself does not go: it is told what a gateway said. */
  private Optional<Span> framework(Source source, Span span) {
    Optional<JoinedVerdicts.Verdict> known = enrichment.of(source.name(), span);
    boolean telling = known.map(verdict -> TELLING.contains(verdict.verdict())).orElse(false);
    if (!telling && !isChosen(span.getTraceId())) {
      return Optional.empty();
    }
    Span goes = Enrichment.withoutOurs(isOpen() ? span : veiled(span));
    return Optional.of(known.map(verdict -> Enrichment.put(goes, verdict)).orElse(goes));
  }

  private boolean isChosen(ByteString traceId) {
    if (settings.percent() == 100 || traceId.isEmpty()) {
      return settings.percent() > 0;
    }
    int hash = traceId.hashCode() * 0x9E3779B1;
    return Integer.remainderUnsigned(hash ^ (hash >>> 15), PARTS)
        < settings.percent() * PARTS / 100;
  }

  private static boolean isTelling(Span span) {
    for (KeyValue attribute : span.getAttributesList()) {
      if (attribute.getKey().equals(Attributes.VERDICT)) {
        if (TELLING.contains(attribute.getValue().getStringValue())) {
          return true;
        }
      }
    }
    return span.getEventsList().stream()
        .anyMatch(event -> event.getName().equals(Attributes.EVENT_DETECTION));
  }

  private boolean isOpen() {
    return settings.content() == ForwardSettings.Content.AS_SENT;
  }

  private Resource resource(Resource resource, boolean ours) {
    if (ours) {
      return resource;
    }
    List<KeyValue> told = resource.getAttributesList();
    return resource.toBuilder()
        .clearAttributes()
        .addAllAttributes(Enrichment.withoutOurs(isOpen() ? told : Veil.over(told)))
        .build();
  }

  private static Span veiled(Span span) {
    Span.Builder veiled =
        span.toBuilder()
            .clearAttributes()
            .addAllAttributes(Veil.over(span.getAttributesList()))
            .clearEvents()
            .clearLinks();
    veiled.getStatusBuilder().setMessage(Veil.text(span.getStatus().getMessage()));
    span.getEventsList()
        .forEach(
            event ->
                veiled.addEvents(
                    event.toBuilder()
                        .clearAttributes()
                        .addAllAttributes(Veil.over(event.getAttributesList()))));
    span.getLinksList()
        .forEach(
            link ->
                veiled.addLinks(
                    link.toBuilder()
                        .clearAttributes()
                        .addAllAttributes(Veil.over(link.getAttributesList()))));
    return veiled.build();
  }

  private static LogRecord veiled(LogRecord record) {
    return record.toBuilder()
        .setBody(Veil.value(record.getBody()))
        .clearAttributes()
        .addAllAttributes(Veil.over(record.getAttributesList()))
        .build();
  }
}
