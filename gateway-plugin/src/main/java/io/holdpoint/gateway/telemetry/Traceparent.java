// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** The W3C trace context header: {@code version-trace id-parent id-flags}, all hexadecimal. */
final class Traceparent {

  private static final int LENGTH = 55;

  private Traceparent() {}

  /** What a header names. */
  record Named(String traceId, String spanId) {}

  /** What a header names; null for none or an invalid one. */
  static @Nullable Named named(@Nullable String header) {
    if (header == null || !hasShape(header)) {
      return null;
    }
    String traceId = header.substring(3, 35);
    String spanId = header.substring(36, 52);
    return TraceId.isValid(traceId) && SpanId.isValid(spanId) ? new Named(traceId, spanId) : null;
  }

  /** The context a header names; the root context for none or an invalid one. */
  static Context parent(@Nullable String header) {
    Named named = named(header);
    if (named == null) {
      return Context.root();
    }
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    named.traceId(),
                    named.spanId(),
                    TraceFlags.getSampled(),
                    TraceState.getDefault())));
  }

  /** The header that names a span as the parent. */
  static String of(String traceId, String spanId) {
    return "00-" + traceId + "-" + spanId + "-01";
  }

  /** Later versions may append to the header after one more dash; version ff is forbidden. */
  private static boolean hasShape(String header) {
    boolean later = header.length() > LENGTH && header.charAt(LENGTH) == '-';
    if (header.length() != LENGTH && !(later && !header.startsWith("00"))) {
      return false;
    }
    return !header.startsWith("ff")
        && isHex(header, 0, 2)
        && header.charAt(2) == '-'
        && isHex(header, 3, 35)
        && header.charAt(35) == '-'
        && isHex(header, 36, 52)
        && header.charAt(52) == '-'
        && isHex(header, 53, 55);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }
}
