// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The HTTP side of a gateway's way to its engine. Safe for use by many threads. */
final class ControlChannel implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  private final URI engine;
  private final String token;
  private final HttpClient client;

  /**
   * @param engine the control API's address
   * @param token the gateway token
   */
  ControlChannel(URI engine, String token) {
    this.engine = requireNonNull(engine, "engine");
    this.token = requireNonNull(token, "token");
    this.client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
  }

  URI engine() {
    return engine;
  }

  /**
   * Asks the engine's process.
   *
   * @return the answer's body; fails with {@link EngineRefusal} if it is an error and with an
   *     {@link IOException} if there is none within {@code limit}
   */
  CompletableFuture<byte[]> ask(EnforcementPath path, byte[] body, Duration limit) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(engine + path.path()))
            .timeout(limit)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(
            answer -> {
              if (answer.statusCode() != 200) {
                throw new EngineRefusal(engine, answer.statusCode());
              }
              return answer.body();
            });
  }

  /** The same, waiting. */
  byte[] askNow(EnforcementPath path, byte[] body, Duration limit) {
    try {
      return ask(path, body, limit).join();
    } catch (java.util.concurrent.CompletionException e) {
      throw switch (e.getCause()) {
        case EngineRefusal refusal -> refusal;
        case IOException io -> new UncheckedIOException(io);
        case null, default -> e;
      };
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
