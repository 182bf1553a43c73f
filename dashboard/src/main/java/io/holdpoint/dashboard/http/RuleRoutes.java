// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.http.Route.Login.OPERATOR;

import io.holdpoint.dashboard.RuleDesk;
import io.holdpoint.dashboard.RuleInfo;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules in force, and an order to look at their files. */
final class RuleRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(RuleRoutes.class);

  private final RuleDesk rules;

  RuleRoutes(RuleDesk rules) {
    this.rules = rules;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/rules", OPERATOR, this::list),
        Route.post("/rules/reload", OPERATOR, this::reload));
  }

  private void list(Context ctx) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("rules", rules.inForce().stream().map(RuleRoutes::rule).toList());
    body.put("problems", rules.problems());
    Responses.json(ctx, body);
  }

  private void reload(Context ctx) {
    LOG.info("rules: {} asked to look at the files", Guard.operator(ctx));
    RuleDesk.Reloaded reloaded = rules.reload();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("at", reloaded.at().toString());
    body.put("activated", reloaded.activated());
    body.put("retired", reloaded.retired());
    body.put("problems", reloaded.problems());
    Responses.json(ctx, body);
  }

  private static Map<String, Object> rule(RuleInfo rule) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", rule.id());
    view.put("version", rule.version());
    view.put("title", rule.title());
    view.put("severity", rule.severity().word());
    view.put("kind", rule.kind().word());
    view.put("action", rule.action().word());
    view.put("mode", rule.mode().word());
    return view;
  }
}
