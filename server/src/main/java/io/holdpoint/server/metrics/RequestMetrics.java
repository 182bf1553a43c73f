// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import io.holdpoint.model.port.RequestListener;
import io.holdpoint.model.telemetry.ServedRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Locale;

/** How long own listeners took to answer: the collector's two and the control API. */
final class RequestMetrics implements RequestListener {

  static final AttributeKey<String> HTTP_METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  static final AttributeKey<String> RPC_SYSTEM = AttributeKey.stringKey("rpc.system.name");
  static final AttributeKey<String> RPC_METHOD = AttributeKey.stringKey("rpc.method");
  static final AttributeKey<String> RPC_STATUS = AttributeKey.stringKey("rpc.response.status_code");

  private static final double NANOS_PER_SECOND = 1e9;

  /** As the conventions advise, of HTTP and of RPC alike. */
  private static final List<Double> BOUNDS =
      List.of(.005, .01, .025, .05, .075, .1, .25, .5, .75, 1d, 2.5, 5d, 7.5, 10d);

  private final DoubleHistogram http;
  private final DoubleHistogram rpc;

  RequestMetrics(Meter meter) {
    this.http = histogram(meter, "http.server.request.duration", "Requests to own HTTP listeners.");
    this.rpc = histogram(meter, "rpc.server.call.duration", "Calls of own gRPC listeners.");
  }

  private static DoubleHistogram histogram(Meter meter, String name, String text) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(text)
        .setExplicitBucketBoundariesAdvice(BOUNDS)
        .build();
  }

  @Override
  public void served(ServedRequest request) {
    double seconds = Math.max(0, request.nanos()) / NANOS_PER_SECOND;
    AttributesBuilder told = Attributes.builder();
    if (request.failed()) {
      told.put(StepMetrics.ERROR, request.status());
    }
    switch (request.protocol()) {
      case HTTP, HTTPS -> {
        told.put(HTTP_METHOD, request.method())
            .put(HTTP_STATUS, Long.valueOf(request.status()))
            .put(SCHEME, request.protocol().name().toLowerCase(Locale.ROOT));
        if (!request.route().isEmpty()) {
          told.put(ROUTE, request.route());
        }
        http.record(seconds, told.build());
      }
      case GRPC ->
          rpc.record(
              seconds,
              told.put(RPC_SYSTEM, "grpc")
                  .put(RPC_METHOD, request.method())
                  .put(RPC_STATUS, request.status())
                  .build());
    }
  }
}
