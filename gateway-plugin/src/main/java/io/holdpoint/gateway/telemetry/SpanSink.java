// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import java.io.IOException;

/**
 * Takes batches of steps without a network between: the collector of the same process. What is
 * handed over is what OTLP would send.
 */
@FunctionalInterface
public interface SpanSink {

  /**
   * Takes a batch; once this returns the batch is safe and the gateway forgets it.
   *
   * @param request an {@code ExportTraceServiceRequest} in protobuf; nobody changes it later
   * @return how many of its spans were refused for good
   * @throws IOException if it cannot be taken now; nothing of it was, and it is offered again
   */
  long take(byte[] request) throws IOException;
}
