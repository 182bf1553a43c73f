// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.view.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers and errors, and the headers that every answer carries. */
final class Responses {

  private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

  /**
   * No inline script or style, no other origin, no page that frames us, no string as code. The one
   * policy of trusted types makes the address of the worker that shows notifications.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types notices-worker";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), microphone=(), geolocation=()");

  private Responses() {}

  static final Handler SECURITY_HEADERS =
      ctx -> {
        HEADERS.forEach(ctx::header);
        if (ctx.path().startsWith("/api/")) {
          ctx.header("Cache-Control", "no-store");
        }
      };

  static void json(Context ctx, Object view) {
    ctx.contentType("application/json").result(Json.bytes(view));
  }

  static void error(ApiException e, Context ctx) {
    error(ctx, e.status(), e.code(), String.valueOf(e.getMessage()));
  }

  static void framework(HttpResponseException e, Context ctx) {
    if (e.getStatus() == 404) {
      error(
          ctx,
          404,
          "route.unknown",
          "path: got " + ctx.path() + " (expected: one of openapi.json)");
    } else {
      error(ctx, e.getStatus(), "request.refused", String.valueOf(e.getMessage()));
    }
  }

  static void unexpected(Exception e, Context ctx) {
    LOG.error("{} {} failed", ctx.method().name(), ctx.path(), e);
    error(ctx, 500, "internal", "request: got an unexpected failure (expected: an answer)");
  }

  private static void error(Context ctx, int status, String code, String message) {
    ctx.status(status);
    json(ctx, Map.of("code", code, "message", message));
  }
}
