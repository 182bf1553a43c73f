// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.LOOK;
import static io.holdpoint.dashboard.access.Right.NOTE;

import io.holdpoint.dashboard.saved.SavedViews;
import io.holdpoint.dashboard.saved.SavedViews.SavedView;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Filters under a name. */
final class SavedViewRoutes {

  private static final Set<String> PAGES = Set.of("fleet", "detections");
  private static final int MAX_NAME = 40;
  private static final int MAX_QUERY = 1_000;
  private static final int MOST = 100;

  private final SavedViews views;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  SavedViewRoutes(SavedViews views, InstantSource clock) {
    this.views = views;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/views", LOOK, ctx -> Responses.json(ctx, Map.of("views", views.list()))),
        Route.post("/views", NOTE, this::save),
        Route.delete("/views/{id}", NOTE, this::remove));
  }

  private void save(Context ctx) {
    JsonNode body = Requests.object(ctx, Set.of("page", "name", "query"));
    String page = body.path("page").asString("");
    if (!PAGES.contains(page)) {
      throw ApiException.invalid(
          "view.page", "page: got " + Requests.quoted(page) + " (expected: fleet or detections)");
    }
    String name = Requests.text(body, "name", "view.name", MAX_NAME);
    String query = Requests.text(body, "query", "view.query", MAX_QUERY);
    if (views.list().size() >= MOST) {
      throw new ApiException(
          409, "view.too-many", "saved views: got more (expected: at most " + MOST + ")");
    }
    byte[] id = new byte[6];
    random.nextBytes(id);
    SavedView view =
        new SavedView(
            "v-" + HexFormat.of().formatHex(id),
            page,
            name,
            query,
            Guard.operator(ctx),
            clock.instant());
    views.save(view);
    Responses.json(ctx, view);
  }

  private void remove(Context ctx) {
    String id = ctx.pathParam("id");
    if (!views.remove(id)) {
      throw new ApiException(
          404,
          "view.unknown",
          "view: got " + Requests.quoted(id) + " (expected: one of GET /views)");
    }
    ctx.status(204);
  }
}
