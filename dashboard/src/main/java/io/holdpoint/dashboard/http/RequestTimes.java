// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.model.port.RequestListener;
import io.holdpoint.model.telemetry.ServedRequest;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.RequestLogger;
import io.javalin.router.Endpoint;

/** Tells how long requests took. A stream of events counts once it is over. */
final class RequestTimes implements RequestLogger {

  private static final int SERVER_ERROR = 500;

  private final RequestListener listener;

  RequestTimes(RequestListener listener) {
    this.listener = listener;
  }

  @Override
  public void handle(Context ctx, Float millis) {
    HandlerType method = ctx.method();
    Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
    int status = ctx.statusCode();
    listener.served(
        new ServedRequest(
            ServedRequest.Protocol.HTTP,
            method.isHttpMethod() ? method.name() : ServedRequest.OTHER,
            endpoint == null ? "" : endpoint.path,
            Integer.toString(status),
            status >= SERVER_ERROR,
            (long) (millis * 1e6)));
  }
}
