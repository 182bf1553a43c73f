// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.FederatedServer;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One endpoint over several upstreams, byte by byte. */
final class FederationIT {

  private static final String ALL = "";
  private static final String SHARED = "Authorization: Bearer " + Rig.SHARED_TOKEN;
  private static final String EXCLUSIVE = "Authorization: Bearer " + Rig.TOKEN;
  private static final Pattern TOOL = Pattern.compile("\"name\":\"([^\"]*)\"");
  private static final Pattern OUTER_ID = Pattern.compile("\"id\":(\"hp-[^\"]*\")");

  @Test
  void answersFromUnionOfAll_whenInitialized() throws IOException {
    try (FederatedServer crm = new FederatedServer("crm", "find");
        FederatedServer files = new FederatedServer("files", "read");
        Rig rig = Rig.with("crm", crm.stub()).upstream("files", files.url()).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = initialize(client);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .contains(
              "\"protocolVersion\":\"2025-11-25\"",
              "\"tools\":{\"listChanged\":true}",
              "\"crm\":{},\"resources\":{},\"files\":{}",
              "crm: be kind\\u000a\\u000afiles: be kind");
      assertThat(answer.head().field("mcp-session-id")).hasSizeGreaterThan(30).startsWith("hp-");
    }
  }

  @Test
  void listsAllTools_pageByPage_andRoutesCallsInOneSession() throws IOException {
    try (FederatedServer crm = new FederatedServer("crm", "find", "note", "drop");
        FederatedServer files = new FederatedServer("files", "read");
        Rig rig = Rig.with("crm", crm.stub()).upstream("files", files.url()).start();
        RawClient client = rig.client()) {
      String session = open(client);
      RawClient.Answer first = ask(client, session, "tools/list", "");
      RawClient.Answer second =
          ask(client, session, "tools/list", "\"cursor\":\"" + cursor(first.body()) + "\"");
      RawClient.Answer found = call(client, session, "crm__find");
      RawClient.Answer read = call(client, session, "files__read");

      assertThat(tools(first.body())).containsExactly("crm__find", "crm__note", "files__read");
      assertThat(tools(second.body())).containsExactly("crm__drop");
      assertThat(second.body()).doesNotContain("nextCursor");
      assertThat(found.body())
          .contains("crm did find", "\"big\":12345678901234567890.10", "holdpoint://crm/x://one");
      assertThat(read.body()).contains("files did read");
      assertThat(rig.attempts()).hasSize(2);
      assertThat(rig.attempts().stream().map(a -> a.session().id()).distinct()).hasSize(1);
      assertThat(crm.stub().received().getLast().head().field("mcp-session-id"))
          .isEqualTo("crm-sid");
      assertThat(crm.stub().received().getLast().head().field("mcp-protocol-version"))
          .isEqualTo("2025-06-18");
      assertThat(crm.stub().received().getLast().body())
          .contains("\"name\":\"find\"")
          .doesNotContain("crm__");
    }
  }

  @Test
  void refusesForeignCursorsAndNames() throws IOException {
    try (FederatedServer crm = new FederatedServer("crm", "find");
        Rig rig = Rig.with("crm", crm.stub()).start();
        RawClient client = rig.client()) {
      String session = open(client);

      assertThat(ask(client, session, "tools/list", "\"cursor\":\"page2\"").body())
          .contains("-32602", "cursor:");
      assertThat(call(client, session, "nobody__find").body()).contains("-32602", "name:");
      assertThat(ask(client, session, "resources/read", "\"uri\":\"x://one\"").body())
          .contains("-32602", "uri:");
      assertThat(ask(client, session, "no/such", "").body()).contains("-32601");
      assertThat(rig.attempts()).isEmpty();
    }
  }

  @Test
  void leavesOutWhoIsDown_andTakesItInAgain() throws IOException {
    try (FederatedServer crm = new FederatedServer("crm", "find");
        FederatedServer files = new FederatedServer("files", "read");
        Rig rig = Rig.with("crm", crm.stub()).upstream("files", files.url()).start();
        RawClient client = rig.client()) {
      files.down(true);
      String session = open(client);

      assertThat(tools(ask(client, session, "tools/list", "").body())).containsExactly("crm__find");
      RawClient.Answer failed = call(client, session, "files__read");
      assertThat(failed.status()).isEqualTo(200);
      assertThat(failed.body()).contains("-31002", "upstream files");
      assertThat(call(client, session, "crm__find").body()).contains("crm did find");

      files.down(false);
      assertThat(call(client, session, "files__read").body()).contains("files did read");
      assertThat(tools(ask(client, session, "tools/list", "").body()))
          .containsExactly("crm__find", "files__read");
    }
  }

  @Test
  void routesByTable_andHidesCollisions_whenNamesContainTheSeparator() throws IOException {
    try (FederatedServer a = new FederatedServer("a", "b__x", "y");
        FederatedServer ab = new FederatedServer("ab", "x");
        Rig rig = Rig.with("a", a.stub()).upstream("a__b", ab.url()).start();
        RawClient client = rig.client()) {
      String session = open(client);

      assertThat(tools(ask(client, session, "tools/list", "").body()))
          .containsExactly("a__y", "a__b__x");
      assertThat(call(client, session, "a__b__x").body()).contains("ab did x");
      assertThat(call(client, session, "a__y").body()).contains("a did y");
    }
  }

  @Test
  void tellsResourcesOfTwoServersApart_underTheSameUri() throws IOException {
    try (FederatedServer crm = new FederatedServer("crm", "find");
        FederatedServer files = new FederatedServer("files", "read");
        Rig rig = Rig.with("crm", crm.stub()).upstream("files", files.url()).start();
        RawClient client = rig.client()) {
      String session = open(client);

      assertThat(ask(client, session, "resources/list", "").body())
          .contains("\"uri\":\"holdpoint://crm/x://one\"", "\"uri\":\"holdpoint://files/x://one\"");
      assertThat(
              ask(client, session, "resources/read", "\"uri\":\"holdpoint://files/x://one\"")
                  .body())
          .contains("\"uri\":\"holdpoint://files/x://one\",\"text\":\"files x://one\"");
      assertThat(files.stub().received().getLast().body()).contains("\"uri\":\"x://one\"");
    }
  }

  @Test
  void keepsSessionsApart_andFreesAll_whenDeleted() throws IOException {
    try (FederatedServer crm = new FederatedServer("crm", "find");
        Rig rig = Rig.with("crm", crm.stub()).start();
        RawClient client = rig.client()) {
      String session = open(client);
      String list = "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/list\"}";

      assertThat(client.post(ALL, list, "Mcp-Session-Id: " + session, EXCLUSIVE).status())
          .isEqualTo(404);
      assertThat(client.post(ALL, list, SHARED).status()).isEqualTo(400);
      client.send(
          "DELETE /mcp HTTP/1.1\r\nHost: localhost\r\n"
              + SHARED
              + "\r\nMcp-Session-Id: "
              + session
              + "\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
      await()
          .untilAsserted(
              () ->
                  assertThat(crm.stub().received())
                      .anyMatch(
                          r ->
                              r.head().start().startsWith("DELETE")
                                  && r.head().field("mcp-session-id").equals("crm-sid")));
      assertThat(client.post(ALL, list, "Mcp-Session-Id: " + session, SHARED).status())
          .isEqualTo(404);
    }
  }

  @Test
  void mergesStreams_andReturnsEachAnswerToItsAsker() throws IOException {
    String ask = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"roots/list\"}";
    try (FederatedServer crm = new FederatedServer("crm", "find").saying(ask);
        FederatedServer files = new FederatedServer("files", "read").saying(ask);
        Rig rig = Rig.with("crm", crm.stub()).upstream("files", files.url()).start();
        RawClient client = rig.client();
        RawClient listener = rig.client()) {
      String session = open(client);
      listener.send(
          "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
              + SHARED
              + "\r\nMcp-Session-Id: "
              + session
              + "\r\n\r\n");
      assertThat(listener.readHead().start()).contains("200");
      List<String> events = List.of(listener.readChunk(), listener.readChunk());

      assertThat(String.join("", events)).contains("id: crm:e1", "id: files:e1");
      List<String> ids = new ArrayList<>();
      for (String event : events) {
        Matcher id = OUTER_ID.matcher(event);
        assertThat(id.find()).isTrue();
        ids.add(id.group(1));
        String answer =
            "{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + ",\"result\":{\"roots\":[]}}";
        assertThat(client.post(ALL, answer, "Mcp-Session-Id: " + session, SHARED).status())
            .isEqualTo(202);
      }
      assertThat(ids).doesNotHaveDuplicates();
      String expected = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"roots\":[]}}";
      assertThat(crm.answers()).containsExactly(expected);
      assertThat(files.answers()).containsExactly(expected);
      assertThat(rig.attempts()).hasSize(2);
    }
  }

  @Test
  void refusesAll_whenKilled() throws IOException {
    try (FederatedServer crm = new FederatedServer("crm", "find");
        FederatedServer files = new FederatedServer("files", "read");
        Rig rig = Rig.with("crm", crm.stub()).upstream("files", files.url()).start();
        RawClient client = rig.client()) {
      String session = open(client);
      call(client, session, "crm__find");
      ContainmentIT.kill(rig);

      assertThat(call(client, session, "files__read").body())
          .contains("\"isError\":true", "Reference: K-op");
      assertThat(ask(client, session, "tools/list", "").body()).contains("K-op");
      assertThat(files.stub().count("tools/call")).isZero();
    }
  }

  private static RawClient.Answer initialize(RawClient client) throws IOException {
    return client.post(
        ALL,
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
            + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}",
        SHARED);
  }

  private static String open(RawClient client) throws IOException {
    String session = initialize(client).head().field("mcp-session-id");
    assertThat(session).isNotEmpty();
    String ready = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    assertThat(client.post(ALL, ready, "Mcp-Session-Id: " + session, SHARED).status())
        .isEqualTo(202);
    return session;
  }

  private static RawClient.Answer call(RawClient client, String session, String tool)
      throws IOException {
    return ask(client, session, "tools/call", "\"name\":\"" + tool + "\",\"arguments\":{}");
  }

  private static RawClient.Answer ask(
      RawClient client, String session, String method, String params) throws IOException {
    return client.post(
        ALL,
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{" + params + "}}",
        "Mcp-Session-Id: " + session,
        "MCP-Protocol-Version: 2025-11-25",
        SHARED);
  }

  private static List<String> tools(String body) {
    return TOOL.matcher(body).results().map(r -> r.group(1)).toList();
  }

  private static String cursor(String body) {
    Matcher cursor = Pattern.compile("\"nextCursor\":\"([^\"]*)\"").matcher(body);
    assertThat(cursor.find()).isTrue();
    return cursor.group(1);
  }
}
