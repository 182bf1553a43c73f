// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.search;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.dashboard.view.Json;
import io.holdpoint.dashboard.view.SessionView;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.port.SessionSearch;
import io.holdpoint.model.port.SessionSearch.Found;
import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.query.Filter.Subject;
import io.holdpoint.model.query.FilterException;
import io.holdpoint.model.query.FilterParser;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Answers what operators ask of all sessions and steps. A question may stand in the address or in a
 * body: one that names a value belongs into a body, since addresses are written down on their way.
 * Safe for use by many threads.
 */
public final class SearchDesk {

  private static final int PAGE = 50;
  private static final int MOST = 1000;
  private static final Set<String> PARTS = Set.of("where", "after", "limit");

  private final SessionSearch search;
  private final String tenant;
  private final Views views;

  /**
   * @param search where to look
   * @param tenant whose sessions and steps
   * @param views tells a session's state now
   */
  public SearchDesk(SessionSearch search, String tenant, Views views) {
    this.search = requireNonNull(search, "search");
    this.tenant = requireNonNull(tenant, "tenant");
    this.views = requireNonNull(views, "views");
  }

  /** What operators may ask. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/search/sessions", Right.LOOK, asked(this::sessions)),
        new OperatorRoute(Method.POST, "/search/sessions", Right.LOOK, asked(this::sessions)),
        new OperatorRoute(Method.GET, "/search/steps", Right.LOOK, asked(this::steps)),
        new OperatorRoute(Method.POST, "/search/steps", Right.LOOK, asked(this::steps)));
  }

  /** Answers a question. */
  @FunctionalInterface
  private interface Asked {
    Answer answer(Map<String, String> question) throws FilterException;
  }

  private static OperatorRoute.Handler asked(Asked asked) {
    return request -> {
      try {
        return asked.answer(question(request));
      } catch (FilterException e) {
        return error("filter.invalid", e.getMessage(), Map.of("column", e.column()));
      } catch (IllegalArgumentException e) {
        return error("query.invalid", e.getMessage(), Map.of());
      }
    };
  }

  private Answer sessions(Map<String, String> question) throws FilterException {
    Function<SessionRow, String> states = row -> views.session(row).state();
    Found<SessionRow> found = search.sessions(query(question, Subject.SESSIONS), states);
    List<SessionView> rows = found.rows().stream().map(views::session).toList();
    return answer("sessions", rows, found);
  }

  private Answer steps(Map<String, String> question) throws FilterException {
    Found<StepRow> found = search.steps(query(question, Subject.STEPS));
    return answer("steps", found.rows().stream().map(Views::step).toList(), found);
  }

  private Query query(Map<String, String> question, Subject subject) throws FilterException {
    String where = question.getOrDefault("where", "");
    return new Query(
        tenant,
        FilterParser.parse(where, subject),
        question.getOrDefault("after", ""),
        limit(question.getOrDefault("limit", "")));
  }

  private static Map<String, String> question(Request request) {
    if (request.body().isEmpty()) {
      return request.query();
    }
    JsonNode body;
    try {
      body = Json.mapper().readTree(request.body());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("body: got malformed JSON (expected: an object)", e);
    }
    if (!body.isObject()) {
      throw new IllegalArgumentException("body: got no object (expected: an object)");
    }
    Map<String, String> question = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> part : body.properties()) {
      if (!PARTS.contains(part.getKey())) {
        throw new IllegalArgumentException(
            part.getKey() + ": unknown member (expected: after, limit or where)");
      }
      question.put(part.getKey(), part.getValue().asString(""));
    }
    return question;
  }

  private static int limit(String text) {
    if (text.isEmpty()) {
      return PAGE;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, like a number out of range.
    }
    throw new IllegalArgumentException("limit: got \"" + text + "\" (expected: 1 to " + MOST + ")");
  }

  private static Answer answer(String name, List<?> rows, Found<?> found) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(name, rows);
    body.put("next", found.next().isEmpty() ? null : found.next());
    body.put("complete", found.complete());
    return new Answer(200, Json.text(body));
  }

  private static Answer error(String code, @Nullable String message, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", String.valueOf(message));
    body.putAll(more);
    return new Answer(400, Json.text(body));
  }
}
