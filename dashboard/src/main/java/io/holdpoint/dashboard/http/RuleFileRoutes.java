// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.RULES;

import io.holdpoint.dashboard.RuleDesk;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An order to look at the rule files. */
final class RuleFileRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(RuleFileRoutes.class);

  private final RuleDesk rules;

  RuleFileRoutes(RuleDesk rules) {
    this.rules = rules;
  }

  List<Route> routes() {
    return List.of(Route.post("/rules/reload", RULES, this::reload));
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
}
