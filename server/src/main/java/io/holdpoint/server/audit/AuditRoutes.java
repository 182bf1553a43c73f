// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.server.audit.feed.FeedState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What operators may ask of the evidence: how it stands, and legal holds. */
public final class AuditRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(AuditRoutes.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_REASON = 500;
  private static final long PATIENCE_SECONDS = 10;

  private final FileJournal journal;
  private final AuditKeeper keeper;

  public AuditRoutes(FileJournal journal, AuditKeeper keeper) {
    this.journal = requireNonNull(journal, "journal");
    this.keeper = requireNonNull(keeper, "keeper");
  }

  /** The routes. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/audit", Right.LOOK, request -> state()),
        new OperatorRoute(Method.GET, "/audit/holds", Right.EVIDENCE, request -> list()),
        new OperatorRoute(Method.POST, "/audit/holds", Right.ADMINISTER, this::place),
        new OperatorRoute(Method.POST, "/audit/holds/{id}/lift", Right.ADMINISTER, this::lift));
  }

  private Answer state() {
    FileJournal.Position position = journal.position();
    ObjectNode state = JSON.createObjectNode();
    state.put("records", position.records());
    state.put("head", position.head());
    state.put("files", position.file());
    state.put("keptForFeeds", keeper.isKeptForFeeds());
    ArrayNode feeds = state.putArray("feeds");
    keeper.feeds().forEach(feed -> feeds.add(view(feed)));
    ArrayNode failing = state.putArray("failingAnchors");
    keeper.failingAnchors().forEach(failing::add);
    return new Answer(200, JSON.writeValueAsString(state));
  }

  private static ObjectNode view(FeedState feed) {
    ObjectNode view = JSON.createObjectNode();
    view.put("name", feed.name());
    view.put("up", feed.up());
    view.put("sentUpTo", feed.sentUpTo());
    view.put("waiting", feed.waiting());
    view.put("sent", feed.sent());
    view.put("leftOut", feed.leftOut());
    feed.failingSince().ifPresent(since -> view.put("failingSince", since.toString()));
    return view;
  }

  private Answer list() {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode holds = body.putArray("holds");
    keeper.holds().standing().forEach(hold -> holds.add(view(hold)));
    return new Answer(200, JSON.writeValueAsString(body));
  }

  private Answer place(Request request) {
    JsonNode body = body(request);
    String reason = body.path("reason").asString("");
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      return noReason();
    }
    try {
      String scope = body.path("scope").asString("");
      AuditEvent.HoldPlaced placed =
          durable(keeper.holds().place(scope, request.operator(), reason));
      return new Answer(201, JSON.writeValueAsString(view(placed)));
    } catch (IllegalArgumentException e) {
      return error(400, "audit.scope", String.valueOf(e.getMessage()));
    } catch (CompletionException | IllegalStateException e) {
      return notDurable(e);
    }
  }

  private Answer lift(Request request) {
    String reason = body(request).path("reason").asString("");
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      return noReason();
    }
    String id = request.path().getOrDefault("id", "");
    try {
      Optional<CompletionStage<Void>> lifted = keeper.holds().lift(id, request.operator(), reason);
      if (lifted.isEmpty()) {
        return error(
            404, "audit.hold-unknown", "hold: got \"" + id + "\" (expected: one that stands)");
      }
      durable(lifted.get());
      return list();
    } catch (CompletionException | IllegalStateException e) {
      return notDurable(e);
    }
  }

  private static <T> T durable(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static ObjectNode view(AuditEvent.HoldPlaced hold) {
    ObjectNode view = JSON.createObjectNode();
    view.put("id", hold.hold());
    view.put("scope", hold.scope());
    view.put("by", hold.operator());
    view.put("reason", hold.reason());
    view.put("at", hold.at().toString());
    return view;
  }

  private static JsonNode body(Request request) {
    try {
      return JSON.readTree(request.body());
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }

  private static Answer noReason() {
    return error(400, "audit.reason", "reason: got none (expected: a text of 1 to 500 characters)");
  }

  private static Answer notDurable(RuntimeException e) {
    LOG.error("legal hold was not made durable", e);
    return error(
        503,
        "audit.not-durable",
        "legal hold: got no durable record (expected: a journal that can be written)");
  }

  private static Answer error(int status, String code, String message) {
    ObjectNode error = JSON.createObjectNode().put("code", code).put("message", message);
    return new Answer(status, JSON.writeValueAsString(error));
  }
}
