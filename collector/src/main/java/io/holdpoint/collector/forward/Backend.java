// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.forward;

import io.holdpoint.collector.batch.TelemetryKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Speaks OTLP over HTTP to a backend. Redirects are not followed: headers may be secrets. */
final class Backend implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int LONGEST_WAIT = 600;

  private final ForwardSettings settings;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Backend(ForwardSettings settings) {
    this.settings = settings;
  }

  /** What the backend said. */
  sealed interface Said {
    /** It has it. */
    record Taken() implements Said {}

    /**
     * It never will.
     *
     * @param status of HTTP
     */
    record Refused(int status) implements Said {}

    /**
     * Not now.
     *
     * @param after when to try again, if it said so
     */
    record Later(Optional<Duration> after) implements Said {}
  }

  /**
   * Sends a request.
   *
   * @throws IOException if there was no answer; it may be tried again
   */
  Said send(TelemetryKind kind, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(settings.endpoint() + "/v1/" + kind.name().toLowerCase(Locale.ROOT)))
            .timeout(ANSWER)
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(packed(body)));
    settings.headers().forEach(request::setHeader);
    HttpResponse<Void> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return new Said.Taken();
    }
    // What OTLP names as worth another try, and what a wrong token or path says: that can be mended
    // while the queue keeps what waits.
    return switch (status) {
      case 401, 403, 404, 408, 429, 500, 502, 503, 504 ->
          new Said.Later(answer.headers().firstValue("Retry-After").flatMap(Backend::seconds));
      default -> new Said.Refused(status);
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static Optional<Duration> seconds(String text) {
    try {
      return Optional.of(Duration.ofSeconds(Math.clamp(Long.parseLong(text), 0, LONGEST_WAIT)));
    } catch (NumberFormatException aDate) {
      return Optional.empty();
    }
  }

  private static byte[] packed(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    }
    return packed.toByteArray();
  }
}
