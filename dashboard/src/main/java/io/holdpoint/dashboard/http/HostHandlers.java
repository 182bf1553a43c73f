// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.HostRoute;
import io.holdpoint.dashboard.HostRoutes;
import io.holdpoint.dashboard.access.Right;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the routes of hosts behind their own bearer tokens. */
final class HostHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(HostHandlers.class);
  private static final int MAX_BYTES = 16 << 20;
  private static final long PATIENCE_SECONDS = 90;

  private final HostRoutes hosts;
  private final Guard guard;

  HostHandlers(HostRoutes hosts, Guard guard) {
    this.hosts = hosts;
    this.guard = guard;
  }

  Handler handler(HostRoute route) {
    return ctx -> {
      String token = Guard.bearer(ctx);
      if (token != null && hosts.knows().test(token)) {
        answer(ctx, route, new HostRoute.Caller(token, null));
      } else if (route.operatorsToo()) {
        guard
            .operatorsOnly(
                Right.DECLARE, c -> answer(c, route, new HostRoute.Caller(null, Guard.operator(c))))
            .handle(ctx);
      } else {
        throw new ApiException(
            401,
            "host.wrong-token",
            "bearer token: got "
                + (token == null ? "nothing" : "a wrong one")
                + " (expected: that of one of gateway.hosts)");
      }
    };
  }

  private static void answer(Context ctx, HostRoute route, HostRoute.Caller caller)
      throws InterruptedException {
    requireJson(ctx);
    String query = ctx.queryString();
    byte[] body = Requests.bytes(ctx, MAX_BYTES);
    try {
      HostRoute.Answer answer =
          route
              .handler()
              .answer(caller, query == null ? "" : query, body)
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      ctx.status(answer.status()).contentType("application/json").result(answer.json());
    } catch (ExecutionException e) {
      LOG.error("{} failed", route.path(), e.getCause());
      throw new ApiException(
          500, "host.failed", "request: got a failure of its handler (expected: an answer)");
    } catch (TimeoutException e) {
      throw new ApiException(
          504,
          "host.timeout",
          "request: got no answer within " + PATIENCE_SECONDS + " s (expected: one)");
    }
  }

  private static void requireJson(Context ctx) {
    String type = ctx.contentType();
    if (type == null || !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
      throw new ApiException(
          415,
          "body.type",
          "content type: got " + Requests.quoted(type) + " (expected: application/json)");
    }
  }
}
