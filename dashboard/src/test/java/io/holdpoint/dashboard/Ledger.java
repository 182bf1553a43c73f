// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Content;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The journal as the server tells of it: 130 records, of which number 77 was changed. */
final class Ledger {

  static final int RECORDS = 130;
  private static final int AT_ONCE = 50;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final InstantSource clock;
  private int looks = -1;

  Ledger(InstantSource clock) {
    this.clock = clock;
  }

  List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/audit/records", Right.EVIDENCE, this::records),
        new OperatorRoute(Method.GET, "/audit/verify", Right.EVIDENCE, request -> state()),
        new OperatorRoute(Method.POST, "/audit/verify", Right.EVIDENCE, request -> begun()),
        new OperatorRoute(Method.GET, "/audit/export", Right.EVIDENCE, request -> export()));
  }

  private Answer records(Request request) {
    Map<String, String> asked = request.query();
    int below = Integer.parseInt(asked.getOrDefault("before", Integer.toString(RECORDS + 1)));
    ObjectNode page = JSON.createObjectNode();
    ArrayNode found = page.putArray("records");
    int number = Math.min(RECORDS, below - 1);
    for (; number > 0 && found.size() < AT_ONCE; number--) {
      ObjectNode one = record(number);
      if (one.toString().contains(asked.getOrDefault("words", ""))
          && one.path("actor").asString().contains(asked.getOrDefault("who", ""))) {
        found.add(one);
      }
    }
    page.put("next", number == 0 ? 0 : number + 1).put("gone", 3).put("last", RECORDS);
    return new Answer(200, page.toString());
  }

  private ObjectNode record(int number) {
    boolean acted = number % 4 == 0;
    Instant at = clock.instant().minusSeconds(60L * (RECORDS - number));
    ObjectNode one = JSON.createObjectNode().put("format", "holdpoint-audit-1");
    one.put("record", number).put("hash", "9f".repeat(32));
    one.put("kind", acted ? "acted" : "attempted").put("class", acted ? "actions" : "calls");
    one.put("at", at.toString()).put("session", acted ? "" : "s-7f3a91c2").put("step", "");
    one.put("actor", acted ? "mira" : "support-bot");
    one.put("what", acted ? "POST /sessions/{id}/kill s-7f3a91c2" : "files/read_file");
    one.put("outcome", acted ? "200" : "").put("reason", "");
    one.putObject("detail").putObject(acted ? "audited" : "attempted").put("number", number);
    return one;
  }

  private synchronized Answer begun() {
    looks = 0;
    return new Answer(202, run("running").toString());
  }

  private synchronized Answer state() {
    if (looks < 0) {
      return new Answer(200, "{\"state\":\"none\"}");
    }
    looks++;
    if (looks < 5) {
      return new Answer(200, run("running").toString());
    }
    ObjectNode run = run("done");
    run.put("tookMillis", 1234);
    ObjectNode report = run.putObject("report");
    report.put("whole", false).put("records", 76).put("head", "ab".repeat(32));
    report
        .putArray("findings")
        .addObject()
        .put("kind", "changed")
        .put("records", 76)
        .put("text", "journal file journal-0000000002.log: got a broken chain after record 76");
    report.putArray("vouched").add("records 1 to 76 in 2 files: the chain is intact");
    return new Answer(200, run.toString());
  }

  private ObjectNode run(String state) {
    ObjectNode run = JSON.createObjectNode().put("state", state).put("by", "operator");
    return run.put("begunAt", clock.instant().toString()).put("read", 76).put("of", RECORDS);
  }

  private static Answer export() {
    return Answer.of(
        new Content(
            "application/x-ndjson",
            Map.of(),
            out -> out.write("{}\n\n".getBytes(StandardCharsets.UTF_8))));
  }
}
