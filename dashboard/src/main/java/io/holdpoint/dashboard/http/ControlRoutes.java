// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.ControlRoute;
import io.holdpoint.dashboard.access.Secrets;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves routes of other parts behind their own bearer tokens. */
final class ControlRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(ControlRoutes.class);
  private static final int MAX_BYTES = 32 << 20;
  private static final long PATIENCE_SECONDS = 90;

  private ControlRoutes() {}

  static Handler handler(ControlRoute route) {
    return ctx -> {
      String token = Guard.bearer(ctx);
      if (token == null || !Secrets.matches(token, route.tokenSha256())) {
        throw new ApiException(
            401,
            "control.wrong-token",
            "bearer token: got "
                + (token == null ? "nothing" : "a wrong one")
                + " (expected: the one of this control route)");
      }
      answer(ctx, route);
    };
  }

  private static void answer(Context ctx, ControlRoute route) throws InterruptedException {
    byte[] request = Requests.bytes(ctx, MAX_BYTES);
    try {
      byte[] response =
          route
              .handler()
              .apply(request)
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      ctx.contentType("application/octet-stream").result(response);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException cause) {
        throw refused(cause);
      }
      LOG.error("{} failed", route.path(), e.getCause());
      throw new ApiException(
          500, "control.failed", "request: got a failure of its handler (expected: an answer)");
    } catch (TimeoutException e) {
      throw new ApiException(
          504,
          "control.timeout",
          "request: got no answer within " + PATIENCE_SECONDS + " s (expected: one)");
    }
  }

  private static ApiException refused(IllegalArgumentException e) {
    return ApiException.invalid("control.invalid", String.valueOf(e.getMessage()));
  }
}
