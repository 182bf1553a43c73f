// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static io.holdpoint.dashboard.Running.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.view.OfferRow;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the API says of tools, and takes. */
final class ToolsIT {

  private static final String APPROVE = "/tools/files/send/approve";
  private static final String CLASSIFY = "/tools/files/frob/classify";

  @Test
  void lists_whatStands_andOnlyWhatIsAskedFor(@TempDir Path folder) {
    try (Running running = Running.with(folder)) {
      JsonNode all = running.get("/tools").path("tools");
      JsonNode held = running.get("/tools?pin=quarantined").path("tools");

      assertThat(all).hasSize(2);
      assertThat(all.get(0).path("effects").toString()).isEqualTo("[\"read\",\"write\"]");
      assertThat(all.get(0).path("roles").path("path").stringValue()).isEqualTo("resource");
      assertThat(all.get(0).path("source").stringValue()).isEqualTo("catalogue");
      assertThat(held).hasSize(1);
      assertThat(held.get(0).path("waiting").path("digest").stringValue())
          .isEqualTo(MemoryOffers.WAITING);
      assertThat(running.get("/tools?upstream=other").path("tools")).isEmpty();
      assertThat(running.send(running.anonymous("/api/v1/tools")).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void approves_whatTheOperatorSaw(@TempDir Path folder) {
    try (Running running = Running.with(folder)) {
      running.offers.put(
          MemoryOffers.row(
              new Offer(OfferKind.PROMPT, "files", "send"), OfferRow.Source.NONE, "{}", "[]"));
      String good = "{\"digest\":\"" + MemoryOffers.WAITING + "\",\"reason\":\"read it\"}";
      HttpResponse<String> approved = running.post(APPROVE, good);
      String any =
          good.replace("{", "{\"kind\":\"prompt\",\"upstream\":\"files\",\"name\":\"send\",");

      assertThat(approved.statusCode()).isEqualTo(200);
      assertThat(Running.json(approved).path("pin").stringValue()).isEqualTo("pinned");
      assertThat(running.post("/offers/approve", any).statusCode()).isEqualTo(200);
      assertThat(running.offers.said())
          .hasSize(2)
          .allMatch(said -> said.contains("files/send: read it"));
      assertThat(error(running.post(APPROVE, "{\"digest\":\"old\",\"reason\":\"read it\"}")))
          .isEqualTo("409 tool.conflict");
      assertThat(error(running.post("/tools/files/other/approve", good)))
          .isEqualTo("404 tool.unknown");
      assertThat(error(running.post(APPROVE, "{\"digest\":\"x\"}"))).isEqualTo("400 tool.invalid");
    }
  }

  @Test
  void refuses_andStillTakesAnApproval(@TempDir Path folder) {
    try (Running running = Running.with(folder)) {
      String body =
          "{\"kind\":\"tool\",\"upstream\":\"files\",\"name\":\"send\",\"digest\":\""
              + MemoryOffers.WAITING
              + "\",\"reason\":\"not ours\"}";
      JsonNode refused = Running.json(running.post("/offers/refuse", body));

      assertThat(refused.path("pin").stringValue()).isEqualTo("quarantined");
      assertThat(refused.path("waiting").path("refused").path("reason").stringValue())
          .isEqualTo("not ours");
      assertThat(running.post("/offers/approve", body).statusCode()).isEqualTo(200);
      assertThat(error(running.post("/offers/refuse", body))).isEqualTo("409 tool.conflict");
      assertThat(error(running.post("/offers/refuse", body.replace("\"send\"", "\"gone\""))))
          .isEqualTo("404 tool.unknown");
    }
  }

  @Test
  void classifies_namesThatNoPathCarries(@TempDir Path folder) {
    try (Running running = Running.with(folder)) {
      HttpResponse<String> done =
          running.post(
              "/offers/classify",
              "{\"upstream\":\"files\",\"name\":\"a/b ?#\",\"effects\":[\"read\"],"
                  + "\"reason\":\"seen its source\"}");

      assertThat(done.statusCode()).isEqualTo(200);
      assertThat(running.offers.said().getFirst()).contains("files/a/b ?#", "READ");
    }
  }

  @Test
  void classifies_inWords(@TempDir Path folder) {
    try (Running running = Running.with(folder)) {
      HttpResponse<String> done =
          running.post(
              CLASSIFY,
              "{\"effects\":[\"memory-read\"],\"labels\":[\"secret\"],"
                  + "\"roles\":{\"to\":\"destination\"},\"reason\":\"seen its source\"}");

      assertThat(done.statusCode()).isEqualTo(200);
      assertThat(running.offers.said().getFirst())
          .contains("files/frob", "MEMORY_READ", "SECRET", "to=DESTINATION", "seen its source");
      assertThat(error(running.post(CLASSIFY, "{\"effects\":[],\"reason\":\"x\"}")))
          .isEqualTo("400 tool.invalid");
      HttpResponse<String> wrong =
          running.post(CLASSIFY, "{\"effects\":[\"fly\"],\"reason\":\"x\"}");
      assertThat(wrong.statusCode()).isEqualTo(400);
      assertThat(wrong.body()).contains("got \\\"fly\\\"").contains("memory-read");
      assertThat(
              error(
                  running.post(
                      CLASSIFY, "{\"effects\":[\"read\"],\"roles\":{\"a\":1},\"reason\":\"x\"}")))
          .isEqualTo("400 tool.invalid");
    }
  }
}
