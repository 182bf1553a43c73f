// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.rpc.Status;
import io.holdpoint.collector.tls.TlsMaterial;
import io.holdpoint.collector.wire.WireForm;
import io.javalin.config.JavalinConfig;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The HTTP listener itself: threads, TLS, and what is said where no route is reached. */
final class HttpConnectors {

  /** A slow sender holds one; their memory is bounded elsewhere. */
  private static final int THREADS = 64;

  private final InetSocketAddress address;
  private final ReceptionSettings settings;
  private final @Nullable TlsMaterial tls;

  HttpConnectors(InetSocketAddress address, ReceptionSettings settings, @Nullable TlsMaterial tls) {
    this.address = address;
    this.settings = settings;
    this.tls = tls;
  }

  void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("otlp-http");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(server -> server.setErrorHandler(HttpConnectors::wrong));
    config.jetty.addConnector(this::connector);
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    http.setSendServerVersion(false);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector =
        tls == null
            ? new ServerConnector(server, 1, 1, plain)
            : new ServerConnector(server, 1, 1, secure(tls, plain), plain);
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(settings.idle().toMillis());
    return connector;
  }

  private static SslConnectionFactory secure(TlsMaterial tls, HttpConnectionFactory next) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(tls.context());
    factory.setIncludeProtocols(TlsMaterial.PROTOCOLS.toArray(String[]::new));
    factory.setNeedClientAuth(tls.asksForCertificates());
    return new SslConnectionFactory(factory, next.getProtocol());
  }

  /** Where the server itself finds fault, before any route is reached. */
  private static boolean wrong(Request request, Response response, Callback callback) {
    WireForm form =
        WireForm.of(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElse(WireForm.PROTOBUF);
    Status status =
        Status.newBuilder()
            .setCode(Refusal.MALFORMED.grpcCode().value())
            .setMessage("request: got HTTP that cannot be taken (expected: HTTP/1.1)")
            .build();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, form.mediaType());
    response.write(true, ByteBuffer.wrap(form.write(status)), callback);
    return true;
  }
}
