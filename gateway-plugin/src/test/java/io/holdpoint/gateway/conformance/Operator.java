// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Who runs gateways for the client leg: starts one in front of each of the suite's servers, set up
 * by what that server says of its authorization server, and stands in for the introspection that
 * one does not offer, with the tokens it really gave out.
 */
final class Operator implements Closeable {

  private final HttpServer server;
  private final Map<String, Fronted> fronted = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Object>> issued = new ConcurrentHashMap<>();

  Operator() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/gateway", exchange -> answer(exchange, this::gateway));
    server.createContext("/look-again", exchange -> answer(exchange, this::lookAgain));
    server.createContext("/issued", exchange -> answer(exchange, this::issued));
    server.createContext("/introspect", this::introspect);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    fronted.values().forEach(Fronted::close);
  }

  /** What is done with a request. */
  private interface Task {
    Map<String, Object> run(Map<String, Object> asked) throws IOException, InterruptedException;
  }

  private Map<String, Object> gateway(Map<String, Object> asked)
      throws IOException, InterruptedException {
    Fronted gateway =
        new Fronted(text(asked, "server"), text(asked, "scenario"), url() + "/introspect");
    gateway.start();
    fronted.put(gateway.url(), gateway);
    return Map.of("gateway", gateway.url());
  }

  private Map<String, Object> lookAgain(Map<String, Object> asked)
      throws IOException, InterruptedException {
    of(asked).lookAgain();
    return Map.of();
  }

  private Map<String, Object> issued(Map<String, Object> asked)
      throws IOException, InterruptedException {
    Fronted gateway = of(asked);
    Map<String, Object> claims = new HashMap<>();
    claims.put("active", true);
    claims.put("iss", gateway.issuer());
    claims.put("sub", "conformance");
    claims.put("aud", text(asked, "resource"));
    claims.put("scope", text(asked, "scope"));
    claims.put("exp", gateway.laterSeconds());
    issued.put(text(asked, "token"), claims);
    gateway.tokenGivenOut(text(asked, "endpoint"), text(asked, "scope"));
    return Map.of();
  }

  private void introspect(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token =
        URLDecoder.decode(
            form.substring(form.indexOf("&token=") + "&token=".length()), StandardCharsets.UTF_8);
    write(exchange, 200, issued.getOrDefault(token, Map.of("active", false)));
  }

  private Fronted of(Map<String, Object> asked) throws IOException {
    Fronted gateway = fronted.get(text(asked, "gateway"));
    if (gateway == null) {
      throw new IOException("gateway: got an unknown one");
    }
    return gateway;
  }

  private static void answer(HttpExchange exchange, Task task) throws IOException {
    try {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      write(exchange, 200, task.run(JSONObjectUtils.parse(body)));
    } catch (IOException | ParseException e) {
      write(exchange, 500, Map.of("error", String.valueOf(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      write(exchange, 500, Map.of("error", "interrupted"));
    }
  }

  private static void write(HttpExchange exchange, int status, Map<String, Object> json)
      throws IOException {
    byte[] bytes = JSONObjectUtils.toJSONString(json).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String text(Map<String, Object> json, String name) {
    return String.valueOf(json.getOrDefault(name, ""));
  }
}
