// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.offer.AccessList;
import io.holdpoint.gateway.offer.OfferSettings;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.approval.Approval;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tools that nobody classified, and definitions that a file approves. */
final class OfferTrustIT {

  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
  private static final String READ = "{\"name\":\"read\",\"description\":\"Reads.\"}";
  private static final String CHANGED = "{\"name\":\"read\",\"description\":\"Reads all.\"}";

  private final AtomicReference<String> offered = new AtomicReference<>(READ);

  @Test
  void callOfUnclassifiedTool_waitsForAPerson_whereSoConfigured() throws Exception {
    try (StubUpstream upstream = upstream();
        Rig rig = Rig.with("files", upstream).tools(holding()).start();
        RawClient client = rig.client()) {
      client.sendPost("files", FidelityIT.call("1", "mystery_write", "{}"));
      await().until(() -> rig.pending().size() == 1);
      Approval pending = rig.pending().getFirst();
      assertThat(pending.request().reasons().getFirst().code()).isEqualTo("tool.unclassified");
      assertThat(upstream.count("tools/call")).isZero();
      rig.approve(pending.ref());

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(call(client, "mystery_read")).as("it only reads").doesNotContain("isError");
      assertThat(call(client, "send_mail")).as("somebody classified it").doesNotContain("isError");
      assertThat(upstream.count("tools/call")).isEqualTo(3);
    }
  }

  @Test
  void callOfUnclassifiedTool_goesOn_byDefault() throws Exception {
    try (StubUpstream upstream = upstream();
        Rig rig = Rig.with("files", upstream).start();
        RawClient client = rig.client()) {
      assertThat(call(client, "mystery_write")).doesNotContain("isError");
      assertThat(rig.pending()).isEmpty();
    }
  }

  @Test
  void definitionOfApprovedDigest_isUsedAtOnce_andNoOther() throws Exception {
    String digest = digestOf(READ);
    try (StubUpstream upstream = upstream();
        Rig rig = Rig.with("files", upstream).tools(approving(digest)).start();
        RawClient client = rig.client()) {
      assertThat(client.post("files", LIST).body()).contains(READ);
      assertThat(call(client, "read")).doesNotContain("isError");
      offered.set(CHANGED);
      assertThat(client.post("files", LIST).body()).doesNotContain("Reads");
      assertThat(call(client, "read")).contains("isError");
    }
  }

  @Test
  void changeToApprovedDigest_isNoChange() throws Exception {
    String digest = digestOf(CHANGED);
    OfferSettings trusting =
        new OfferSettings(
            OfferSettings.FirstSight.TRUST,
            OfferSettings.Flagged.ALERT,
            OfferSettings.Unclassified.PERMIT,
            false,
            Set.of(digest),
            AccessList.EVERYTHING);
    offered.set(READ);
    try (StubUpstream upstream = upstream();
        Rig rig = Rig.with("files", upstream).tools(trusting).start();
        RawClient client = rig.client()) {
      client.post("files", LIST);
      offered.set(CHANGED);
      assertThat(client.post("files", LIST).body()).contains(CHANGED);
      assertThat(call(client, "read")).doesNotContain("isError");
    }
  }

  /** As an operator finds it: among what waits. */
  private String digestOf(String definition) throws IOException {
    offered.set(definition);
    try (StubUpstream upstream = upstream();
        Rig rig = Rig.with("files", upstream).tools(approving("0".repeat(64))).start();
        RawClient client = rig.client()) {
      client.post("files", LIST);
      return OffersIT.waiting(OffersIT.row(rig, "read"));
    }
  }

  private static OfferSettings holding() {
    return new OfferSettings(
        OfferSettings.FirstSight.TRUST,
        OfferSettings.Flagged.ALERT,
        OfferSettings.Unclassified.HOLD,
        false,
        Set.of(),
        AccessList.EVERYTHING);
  }

  private static OfferSettings approving(String digest) {
    return new OfferSettings(
        OfferSettings.FirstSight.REQUIRE_APPROVAL,
        OfferSettings.Flagged.ALERT,
        OfferSettings.Unclassified.PERMIT,
        false,
        Set.of(digest),
        AccessList.EVERYTHING);
  }

  private StubUpstream upstream() throws IOException {
    return new StubUpstream(
        (request, reply) ->
            reply.json(
                request.asks("tools/list")
                    ? "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":["
                        + offered.get()
                        + "]}}"
                    : FidelityIT.result("1")));
  }

  private static String call(RawClient client, String tool) throws IOException {
    return client.post("files", FidelityIT.call("1", tool, "{}")).body();
  }
}
