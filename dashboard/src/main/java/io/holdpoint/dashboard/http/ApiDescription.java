// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.dashboard.view.Json;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document. Which right an operation needs, and which roles have it, is written in from
 * the routes themselves, so that it cannot say anything else.
 */
final class ApiDescription {

  private final byte[] document;

  ApiDescription(List<Route> routes) {
    ObjectNode api = read();
    routes.stream().filter(route -> !route.isOpen()).forEach(route -> addRight(api, route));
    this.document = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(api);
  }

  Route route() {
    return Route.open(
        HandlerType.GET,
        "/openapi.json",
        ctx -> ctx.contentType("application/json").result(document));
  }

  private static void addRight(ObjectNode api, Route route) {
    String method = route.method().name().toLowerCase(Locale.ROOT);
    JsonNode operation = api.path("paths").path(route.path()).path(method);
    Right right = route.right();
    if (right == null || !(operation instanceof ObjectNode known)) {
      return;
    }
    known.put("x-holdpoint-right", right.word());
    ArrayNode roles = known.putArray("x-holdpoint-roles");
    right.roles().stream().map(Role::word).forEach(roles::add);
  }

  private static ObjectNode read() {
    try (InputStream in = Dashboard.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json: got nothing (expected: a resource)");
      }
      return (ObjectNode) Json.mapper().readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("openapi.json: got an unreadable resource", e);
    }
  }
}
