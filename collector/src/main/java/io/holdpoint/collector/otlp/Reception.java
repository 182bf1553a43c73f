// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import io.holdpoint.collector.tls.TlsFiles;
import io.holdpoint.collector.tls.TlsMaterial;
import io.holdpoint.model.port.RequestListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Both listeners, which share one bound of memory. Safe for use by many threads. */
public final class Reception implements AutoCloseable {

  /** The most that may be in memory at once, in requests of the largest size. */
  private static final int LARGEST_AT_ONCE = 3;

  private final GrpcReceiver grpc;
  private final HttpReceiver http;

  private Reception(GrpcReceiver grpc, HttpReceiver http) {
    this.grpc = grpc;
    this.http = http;
  }

  /**
   * Starts listening.
   *
   * @param maxRequest how large a request may be, before and after inflation, in bytes
   * @param requests is told of each request that was answered
   * @throws IOException if an address is in use or a file of TLS is wrong; nothing is left open
   */
  public static Reception start(
      InetSocketAddress grpcAddress,
      InetSocketAddress httpAddress,
      int maxRequest,
      ReceptionSettings settings,
      Intake intake,
      RequestListener requests)
      throws IOException {
    TlsFiles files = settings.tls();
    @Nullable TlsMaterial tls = files == null ? null : TlsMaterial.load(files);
    MemoryGuard guard = new MemoryGuard((long) LARGEST_AT_ONCE * maxRequest);
    GrpcReceiver grpc =
        GrpcReceiver.start(grpcAddress, maxRequest, settings, tls, intake, guard, requests);
    try {
      return new Reception(
          grpc,
          HttpReceiver.start(httpAddress, maxRequest, settings, tls, intake, guard, requests));
    } catch (IOException | RuntimeException e) {
      grpc.close();
      throw e;
    }
  }

  /** The port of OTLP over gRPC. */
  public int grpcPort() {
    return grpc.port();
  }

  /** The port of OTLP over HTTP. */
  public int httpPort() {
    return http.port();
  }

  @Override
  public void close() {
    http.close();
    grpc.close();
  }
}
