// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.holdpoint.model.port.RequestListener;
import io.holdpoint.model.telemetry.ServedRequest;
import io.holdpoint.model.telemetry.ServedRequest.Protocol;
import java.util.Set;

/** Tells how long a gRPC call took, from its headers to its status. */
final class CallTimes extends ServerStreamTracer {

  private static final Set<Status.Code> OUR_FAULT =
      Set.of(
          Status.Code.UNKNOWN,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.UNIMPLEMENTED,
          Status.Code.INTERNAL,
          Status.Code.UNAVAILABLE,
          Status.Code.DATA_LOSS);

  /** Makes one for each call. */
  static final class Factory extends ServerStreamTracer.Factory {
    private final Set<String> methods;
    private final RequestListener listener;

    /**
     * Of one listener.
     *
     * @param methods full names of those there are; callers may name others
     */
    Factory(Set<String> methods, RequestListener listener) {
      this.methods = Set.copyOf(methods);
      this.listener = listener;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
      String method = methods.contains(fullMethodName) ? fullMethodName : ServedRequest.OTHER;
      return new CallTimes(method, listener);
    }
  }

  private final String method;
  private final RequestListener listener;
  private final long began = System.nanoTime();

  private CallTimes(String method, RequestListener listener) {
    this.method = method;
    this.listener = listener;
  }

  @Override
  public void streamClosed(Status status) {
    Status.Code code = status.getCode();
    listener.served(
        new ServedRequest(
            Protocol.GRPC,
            method,
            "",
            code.name(),
            OUR_FAULT.contains(code),
            System.nanoTime() - began));
  }
}
