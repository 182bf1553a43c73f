// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A small server of both eras with tools, one resource and a stream to listen to. */
public final class FederatedServer implements Closeable {

  private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|\\d+)");
  private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]*)\"");

  private final String name;
  private final List<String> tools;
  private final StubUpstream stub;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private volatile boolean down;

  public FederatedServer(String name, String... tools) throws IOException {
    this.name = name;
    this.tools = Arrays.asList(tools);
    this.stub = new StubUpstream(this::serve);
  }

  public StubUpstream stub() {
    return stub;
  }

  public String url() {
    return stub.url();
  }

  /** From now on it answers nothing but 503; or does so no more. */
  public void down(boolean value) {
    down = value;
  }

  /** What is sent to whoever listens. */
  public FederatedServer saying(String message) {
    said.add(message);
    return this;
  }

  /** The answers of clients to what this server asked. */
  public List<String> answers() {
    return stub.received().stream()
        .map(StubUpstream.Received::body)
        .filter(body -> !body.contains("\"method\"") && body.contains("\"result\""))
        .toList();
  }

  private void serve(StubUpstream.Received request, StubUpstream.Reply reply) throws IOException {
    if (down) {
      reply.answer(503, "text/plain", "busy");
    } else if (request.head().start().startsWith("GET")) {
      reply.beginEvents();
      int id = 0;
      for (String message : said) {
        reply.events("id: e" + ++id + "\ndata: " + message + "\n\n");
      }
    } else if (request.asks("subscriptions/listen")) {
      reply.beginEvents();
      String told =
          request.body().contains("x://one") ? ",\"resourceSubscriptions\":[\"x://one\"]" : "";
      reply.events(
          "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
              + "\"params\":{\"notifications\":{\"toolsListChanged\":true"
              + told
              + "}}}\n\n");
      for (String message : said) {
        reply.events("data: " + message + "\n\n");
      }
    } else if (request.head().start().startsWith("DELETE")) {
      reply.answer(200, "", "");
    } else {
      post(request, reply);
    }
  }

  private void post(StubUpstream.Received request, StubUpstream.Reply reply) throws IOException {
    if (request.asks("initialize")) {
      reply.json(
          answer(
              request,
              "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{\"listChanged\":"
                  + name.equals("crm")
                  + "},\""
                  + name
                  + "\":{},\"resources\":{}},\"instructions\":\"be kind\","
                  + "\"serverInfo\":{\"name\":\"stub\",\"version\":\"1\"}}"),
          "Mcp-Session-Id: " + name + "-sid");
    } else if (request.asks("server/discover")) {
      reply.json(
          answer(
              request,
              "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],"
                  + "\"capabilities\":{\""
                  + name
                  + "\":{}},\"ttlMs\":500,\"cacheScope\":\"public\"}"));
    } else if (request.asks("tools/list")) {
      list(request, reply);
    } else if (request.asks("tools/call")) {
      Matcher tool = NAME.matcher(request.body());
      reply.json(
          answer(
              request,
              "{\"content\":[{\"type\":\"text\",\"text\":\""
                  + name
                  + " did "
                  + (tool.find() ? tool.group(1) : "nothing")
                  + "\"},{\"type\":\"resource_link\",\"uri\":\"x://one\",\"name\":\"one\"}],"
                  + "\"big\":12345678901234567890.10}"));
    } else if (request.asks("resources/list")) {
      reply.json(answer(request, "{\"resources\":[{\"uri\":\"x://one\",\"name\":\"one\"}]}"));
    } else if (request.asks("resources/read")) {
      reply.json(
          answer(
              request, "{\"contents\":[{\"uri\":\"x://one\",\"text\":\"" + name + " x://one\"}]}"));
    } else {
      reply.answer(202, "", "");
    }
  }

  /** Two on a page. */
  private void list(StubUpstream.Received request, StubUpstream.Reply reply) throws IOException {
    int from = request.body().contains("\"cursor\":\"page2\"") ? 2 : 0;
    String page =
        tools.stream()
            .skip(from)
            .limit(2)
            .map(tool -> "{\"name\":\"" + tool + "\",\"inputSchema\":{\"type\":\"object\"}}")
            .collect(Collectors.joining(","));
    String next = from == 0 && tools.size() > 2 ? ",\"nextCursor\":\"page2\"" : "";
    reply.json(answer(request, "{\"tools\":[" + page + "]" + next + "}"));
  }

  private static String answer(StubUpstream.Received request, String result) {
    Matcher id = ID.matcher(request.body());
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + (id.find() ? id.group(1) : "null")
        + ",\"result\":"
        + result
        + "}";
  }

  @Override
  public void close() throws IOException {
    stub.close();
  }
}
