// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.OperatorRoute;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Serves the routes that other parts of the product answer, as operators' routes like any other.
 */
final class OperatorHandlers {

  private static final int MAX_BYTES = 4 << 20;

  private OperatorHandlers() {}

  /** The same routes in the listener's own terms. */
  static List<Route> routes(List<OperatorRoute> routes) {
    return routes.stream()
        .map(route -> new Route(type(route), route.path(), route.right(), handler(route)))
        .toList();
  }

  private static HandlerType type(OperatorRoute route) {
    return switch (route.method()) {
      case GET -> HandlerType.GET;
      case POST -> HandlerType.POST;
      case DELETE -> HandlerType.DELETE;
    };
  }

  private static Handler handler(OperatorRoute route) {
    return ctx -> {
      Map<String, String> query = new HashMap<>();
      ctx.queryParamMap().forEach((name, values) -> query.put(name, values.getFirst()));
      String body =
          route.method() == OperatorRoute.Method.POST
              ? new String(Requests.bytes(ctx, MAX_BYTES), StandardCharsets.UTF_8)
              : "";
      OperatorRoute.Answer answer =
          route
              .handler()
              .answer(new OperatorRoute.Request(Guard.who(ctx), ctx.pathParamMap(), query, body));
      OperatorRoute.Content content = answer.content();
      if (content == null) {
        ctx.status(answer.status()).contentType("application/json").result(answer.json());
        return;
      }
      ctx.status(answer.status()).contentType(content.mediaType());
      content.headers().forEach(ctx::header);
      content.body().writeTo(ctx.outputStream());
    };
  }
}
