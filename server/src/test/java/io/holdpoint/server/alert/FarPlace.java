// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that keeps what it is posted, and refuses the first few. */
final class FarPlace implements AutoCloseable {

  private final HttpServer server;
  final List<Got> got = new CopyOnWriteArrayList<>();
  final AtomicInteger refusals = new AtomicInteger();

  FarPlace(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new TreeMap<>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
          byte[] body = exchange.getRequestBody().readAllBytes();
          boolean refuses = refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
          if (!refuses) {
            got.add(new Got(headers, new String(body, StandardCharsets.UTF_8)));
          }
          exchange.sendResponseHeaders(refuses ? 503 : 204, -1);
          exchange.close();
        });
    server.start();
  }

  record Got(Map<String, String> headers, String body) {}

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
