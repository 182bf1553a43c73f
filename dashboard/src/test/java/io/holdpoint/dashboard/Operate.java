// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.access.Right;
import java.util.List;

/** A policy of two clauses, a journal that is whole, no blind rule, as the server tells of them. */
final class Operate {

  private static final String POLICY =
      """
      {"version":3,"digest":"9f2c41aa0b11","since":"2026-11-21T12:00:00Z","problem":"",
      "otherwise":"permit","clauses":[
      {"id":"db.no-drops","title":"Nobody drops tables","does":"deny","asked":"call","at":"db.yaml:5"},
      {"id":"crm.masks-mail","title":"Mail addresses are masked","does":"mask","asked":"result",
      "at":"crm.yaml:9"}]}
      """;

  private static final String BLIND = "{\"telemetry\":[],\"rules\":[],\"engine\":{}}";

  private static final String CHAIN =
      "{\"records\":4711,\"head\":\"ab12\",\"files\":1,\"failingAnchors\":[]}";

  private Operate() {}

  static List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/policy", Right.LOOK, request -> new Answer(200, POLICY)),
        new OperatorRoute(Method.GET, "/blind", Right.LOOK, request -> new Answer(200, BLIND)),
        new OperatorRoute(Method.GET, "/audit", Right.LOOK, request -> new Answer(200, CHAIN)),
        new OperatorRoute(
            Method.POST, "/policy/explain", Right.TRY, request -> explained(request.body())),
        new OperatorRoute(
            Method.POST,
            "/journal/verify",
            Right.EVIDENCE,
            request ->
                new Answer(
                    200,
                    "{\"whole\":true,\"records\":4711,\"head\":\"ab12\",\"broken\":\"\","
                        + "\"at\":\"2026-11-22T04:00:00Z\",\"tookMillis\":120}")));
  }

  private static Answer explained(String body) {
    boolean drops = body.contains("drop");
    String line =
        "{\"id\":\"%s\",\"does\":\"%s\",\"applies\":%s,\"why\":\"%s\",\"at\":\"db.yaml:5\"}";
    return new Answer(
        200,
        "{\"version\":3,\"verdict\":\"%s\",\"reasons\":[\"%s\"],\"clauses\":[%s,%s]}"
            .formatted(
                drops ? "deny" : "permit",
                drops ? "policy.deny: Nobody drops tables." : "policy.none: No clause objects.",
                line.formatted(
                    "crm.masks-mail", "mask", false, "it is about other tools, effects or kinds"),
                line.formatted(
                    "db.no-drops",
                    "deny",
                    drops,
                    drops ? "it applies" : "its condition does not hold")));
  }
}
