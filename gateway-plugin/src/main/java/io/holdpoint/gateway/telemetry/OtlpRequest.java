// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import java.nio.charset.StandardCharsets;

/** An {@code ExportTraceServiceRequest} around encoded spans, all of one resource and scope. */
final class OtlpRequest {

  private final byte[] resource;
  private final byte[] scope;

  /**
   * @param source the name of the enforcement point
   */
  OtlpRequest(String service, String source, String scope) {
    ProtoBuffer of = new ProtoBuffer(256);
    int begin = of.begin(1, ProtoBuffer.LONG);
    of.attribute(1, Keys.SERVICE_NAME.field(), service.getBytes(StandardCharsets.UTF_8));
    of.attribute(1, Keys.SOURCE.field(), source.getBytes(StandardCharsets.UTF_8));
    of.end(begin, ProtoBuffer.LONG);
    this.resource = of.toBytes();
    ProtoBuffer name = new ProtoBuffer(64);
    begin = name.begin(1, ProtoBuffer.SHORT);
    name.text(1, scope);
    name.end(begin, ProtoBuffer.SHORT);
    this.scope = name.toBytes();
  }

  byte[] of(ProtoBuffer spans) {
    long scopeSpans = (long) scope.length + spans.size();
    ProtoBuffer head = new ProtoBuffer(512);
    head.head(1, resource.length + 1L + ProtoBuffer.varintSize(scopeSpans) + scopeSpans);
    head.raw(resource);
    head.head(2, scopeSpans);
    head.raw(scope);
    byte[] request = new byte[Math.addExact(head.size(), spans.size())];
    head.copyTo(request, 0);
    spans.copyTo(request, head.size());
    return request;
  }
}
