// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.protobuf.MessageLite;
import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.tls.TlsMaterial;
import io.holdpoint.collector.wire.JsonRequests;
import io.holdpoint.collector.wire.UnreadableJsonException;
import io.holdpoint.collector.wire.WireForm;
import io.holdpoint.model.port.RequestListener;
import io.holdpoint.model.telemetry.ServedRequest;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OTLP over HTTP: a path for each kind of telemetry, protobuf and JSON by content type. */
final class HttpReceiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpReceiver.class);
  private static final Map<String, TelemetryKind> PATHS =
      Map.of(
          "/v1/traces", TelemetryKind.TRACES,
          "/v1/logs", TelemetryKind.LOGS,
          "/v1/metrics", TelemetryKind.METRICS);

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private final Intake intake;
  private final MemoryGuard guard;
  private final BodyReader bodies;
  private final JsonRequests json;
  private final Cors cors;
  private final Javalin server;

  private HttpReceiver(
      InetSocketAddress address,
      int maxRequest,
      ReceptionSettings settings,
      @Nullable TlsMaterial tls,
      Intake intake,
      MemoryGuard guard,
      RequestListener requests) {
    this.intake = intake;
    this.guard = guard;
    this.bodies = new BodyReader(maxRequest, guard);
    this.json = new JsonRequests(maxRequest);
    this.cors = new Cors(settings.corsOrigins());
    HttpConnectors connectors = new HttpConnectors(address, settings, tls);
    this.server =
        Javalin.create(
            config -> {
              connectors.configure(config);
              configure(config);
              config.requestLogger.http(
                  (context, millis) -> requests.served(served(context, millis)));
            });
  }

  /**
   * Starts listening.
   *
   * @param maxRequest how large a body may be, before and after inflation, in bytes
   * @param requests is told of each request
   * @throws IOException if the address is in use
   */
  static HttpReceiver start(
      InetSocketAddress address,
      int maxRequest,
      ReceptionSettings settings,
      @Nullable TlsMaterial tls,
      Intake intake,
      MemoryGuard guard,
      RequestListener requests)
      throws IOException {
    HttpReceiver receiver =
        new HttpReceiver(address, maxRequest, settings, tls, intake, guard, requests);
    try {
      receiver.server.start();
    } catch (JavalinBindException e) {
      receiver.server.stop();
      throw Ports.inUse("http-listen", address, e);
    }
    return receiver;
  }

  /** The port it listens on. */
  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void configure(JavalinConfig config) {
    config.http.prefer405over404 = true;
    PATHS.forEach(
        (path, kind) -> {
          config.routes.post(path, context -> export(kind, context));
          config.routes.options(path, this::preflight);
        });
    config.routes.error(404, this::notFound);
    config.routes.error(405, this::wrongMethod);
    config.routes.exception(HttpException.RuntimeException.class, this::badMessage);
    config.routes.exception(RuntimeException.class, this::fail);
  }

  private static ServedRequest served(Context context, float millis) {
    String method = context.method().name();
    String path = context.path();
    int status = context.statusCode();
    return new ServedRequest(
        context.req().isSecure() ? ServedRequest.Protocol.HTTPS : ServedRequest.Protocol.HTTP,
        METHODS.contains(method) ? method : ServedRequest.OTHER,
        PATHS.containsKey(path) ? path : "",
        Integer.toString(status),
        status >= 500,
        (long) (millis * 1e6));
  }

  private void export(TelemetryKind kind, Context context) throws IOException {
    cors.mark(context);
    Source source;
    try {
      source = intake.admit(context.header("Authorization"));
    } catch (RefusedException e) {
      refuse(context, e);
      return;
    }
    try {
      MessageLite answer = taken(kind, source, context);
      answer(context, 200, answer);
    } catch (RefusedException e) {
      bodies.discard(context.req().getInputStream());
      refuse(context, intake.counted(source.name(), e));
    }
  }

  private MessageLite taken(TelemetryKind kind, Source source, Context context)
      throws IOException, RefusedException {
    WireForm form =
        WireForm.of(context.contentType())
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.MEDIA_TYPE,
                        "content-type: got \""
                            + WireForm.bare(context.contentType())
                            + "\" (expected: application/x-protobuf or application/json)"));
    return bodies.read(
        context.req().getInputStream(),
        context.req().getContentLengthLong(),
        context.header("Content-Encoding"),
        (body, wireBytes) ->
            switch (form) {
              case PROTOBUF -> Answer.taken(kind, intake.take(source, kind, body, wireBytes));
              case JSON -> {
                guard.reserve(body.length);
                try {
                  yield Answer.taken(
                      kind, intake.take(source, kind, protobuf(kind, body), wireBytes));
                } finally {
                  guard.release(body.length);
                }
              }
            });
  }

  private byte[] protobuf(TelemetryKind kind, byte[] body) throws RefusedException {
    try {
      return json.toProtobuf(kind, body);
    } catch (UnreadableJsonException e) {
      throw new RefusedException(
          Refusal.MALFORMED,
          "body: got bytes that cannot be read (expected: an "
              + kind.request()
              + " in JSON): "
              + e.getMessage());
    }
  }

  private void preflight(Context context) {
    if (cors.isOff()) {
      wrongMethod(context);
    } else {
      cors.preflight(context);
    }
  }

  private void notFound(Context context) {
    refuseUnread(
        context,
        Refusal.NOT_FOUND,
        "path: got "
            + context.path()
            + " (expected: one of "
            + PATHS.keySet().stream().sorted().toList()
            + ")");
  }

  private void wrongMethod(Context context) {
    refuseUnread(
        context.header("Allow", "POST"),
        Refusal.METHOD,
        "method: got " + context.req().getMethod() + " (expected: POST)");
  }

  /** What could not be read as HTTP at all, such as a wrong chunk. */
  private void badMessage(HttpException.RuntimeException e, Context context) {
    refuseUnread(
        context,
        Refusal.MALFORMED,
        "request: got HTTP that cannot be read (expected: HTTP/1.1): " + e.getReason());
  }

  private void fail(RuntimeException failure, Context context) {
    LOG.error("{} {}: failed", context.method(), context.path(), failure);
    refuseUnread(
        context, Refusal.INTERNAL, "collector: the request failed for a reason of its own");
  }

  private void refuseUnread(Context context, Refusal refusal, String text) {
    refuse(context, intake.counted(Source.ANONYMOUS.name(), new RefusedException(refusal, text)));
  }

  private static void refuse(Context context, RefusedException e) {
    if (e.refusal() == Refusal.UNKNOWN_CREDENTIAL) {
      context.header("WWW-Authenticate", "Bearer");
    }
    if (e.retryAfterSeconds() > 0) {
      context.header("Retry-After", Integer.toString(e.retryAfterSeconds()));
    }
    answer(context, e.refusal().httpStatus(), Answer.refused(e));
  }

  /** In the form of the request; where that is none of ours, in protobuf. */
  private static void answer(Context context, int status, MessageLite message) {
    WireForm form = WireForm.of(context.contentType()).orElse(WireForm.PROTOBUF);
    context.status(status).contentType(form.mediaType()).result(form.write(message));
  }
}
