// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.protobuf.MessageLite;
import com.google.rpc.Status;
import io.holdpoint.collector.source.Source;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OTLP over HTTP: {@code POST /v1/traces} with a protobuf body, on a listener of its own. */
public final class HttpReceiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpReceiver.class);
  private static final String PATH = "/v1/traces";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final int THREADS = 12;

  private final Intake intake;
  private final BodyReader bodies;
  private final Javalin server;

  private HttpReceiver(Intake intake, long maxRequest) {
    this.intake = intake;
    this.bodies = new BodyReader(maxRequest);
    this.server = Javalin.create(this::configure);
  }

  /**
   * Starts listening.
   *
   * @param maxRequest how large a body may be, before and after inflation, in bytes
   * @throws IOException if the address is in use
   */
  public static HttpReceiver start(InetSocketAddress address, long maxRequest, Intake intake)
      throws IOException {
    HttpReceiver receiver = new HttpReceiver(intake, maxRequest);
    try {
      receiver.server.start(address.getHostString(), address.getPort());
    } catch (JavalinBindException e) {
      receiver.server.stop();
      throw Ports.inUse("http-listen", address, e);
    }
    return receiver;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("otlp-http");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.routes.post(PATH, this::export);
    config.routes.error(
        404,
        context ->
            refuse(
                context,
                Refusal.NOT_FOUND,
                "path: got " + context.path() + " (expected: " + PATH + ")"));
    config.routes.error(
        405,
        context ->
            refuse(
                context.header("Allow", "POST"),
                Refusal.METHOD,
                "method: got " + context.req().getMethod() + " (expected: POST)"));
    config.routes.exception(RuntimeException.class, this::fail);
  }

  private void export(Context context) throws IOException {
    try {
      Source source = intake.authenticate(context.header("Authorization"));
      requireProtobuf(context.contentType());
      ExportTraceServiceResponse answer =
          bodies.read(
              context.req().getInputStream(),
              context.req().getContentLengthLong(),
              context.header("Content-Encoding"),
              body -> intake.take(source, body));
      answer(context, 200, answer);
    } catch (RefusedException e) {
      refuse(context, e.refusal(), e.text());
    }
  }

  private void refuse(Context context, Refusal refusal, String message) {
    intake.countRefused();
    switch (refusal) {
      case UNKNOWN_CREDENTIAL -> context.header("WWW-Authenticate", "Bearer");
      case UNAVAILABLE ->
          context.header("Retry-After", Integer.toString(Refusal.RETRY_AFTER_SECONDS));
      case MALFORMED, NOT_FOUND, METHOD, TOO_LARGE, MEDIA_TYPE, INTERNAL -> {}
    }
    Status status =
        Status.newBuilder().setCode(refusal.grpcCode().value()).setMessage(message).build();
    answer(context, refusal.httpStatus(), status);
  }

  private void fail(RuntimeException failure, Context context) {
    LOG.error("{} {}: failed", context.method(), context.path(), failure);
    refuse(context, Refusal.INTERNAL, "collector: the request failed for a reason of its own");
  }

  private static void answer(Context context, int status, MessageLite message) {
    context.status(status).contentType(PROTOBUF).result(message.toByteArray());
  }

  private static void requireProtobuf(@Nullable String contentType) throws RefusedException {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].trim();
    if (!type.toLowerCase(Locale.ROOT).equals(PROTOBUF)) {
      throw new RefusedException(
          Refusal.MEDIA_TYPE, "content-type: got \"" + type + "\" (expected: " + PROTOBUF + ")");
    }
  }
}
