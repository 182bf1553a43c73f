// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.forward.ForwardSettings;
import io.holdpoint.collector.log.LogLimits;
import io.holdpoint.collector.otlp.ReceptionSettings;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.model.document.DocumentReader;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the collector listens and what it keeps.
 *
 * @param grpcListen where it listens for OTLP over gRPC; port 0 for any free one
 * @param httpListen where it listens for OTLP over HTTP; port 0 for any free one
 * @param maxRequest how large a request may be, before and after inflation, in bytes
 * @param log how large the log may grow
 * @param projectorShare how much of one core the projection may take in the long run, in percent
 * @param sources senders that have a token
 * @param folder where the log is kept
 * @param reception how the listeners treat connections
 * @param content what is kept of the content of frameworks' steps
 * @param forward where telemetry goes on to, if anywhere
 */
public record CollectorConfig(
    InetSocketAddress grpcListen,
    InetSocketAddress httpListen,
    int maxRequest,
    LogLimits log,
    int projectorShare,
    List<RegisteredSource> sources,
    Path folder,
    ReceptionSettings reception,
    Content content,
    Optional<ForwardSettings> forward) {

  /** What is kept of messages, arguments and results that no gateway has masked. */
  public enum Content {
    /** A keyed digest and the size. */
    DIGEST,
    /** The text as it was sent: whoever may read steps reads it. */
    AS_SENT
  }

  private static final long MB = 1L << 20;
  private static final long DEFAULT_MAX_REQUEST = 64 * MB;
  private static final long SEGMENT = 64 * MB;
  private static final long DEFAULT_RETENTION = 256 * MB;
  private static final long DEFAULT_BACKLOG = 2048 * MB;
  private static final int DEFAULT_SHARE = 33;

  public CollectorConfig {
    requireNonNull(grpcListen, "grpcListen");
    requireNonNull(httpListen, "httpListen");
    requireNonNull(log, "log");
    requireNonNull(folder, "folder");
    requireNonNull(reception, "reception");
    requireNonNull(content, "content");
    requireNonNull(forward, "forward");
    sources = List.copyOf(sources);
    if (maxRequest < 1) {
      throw new IllegalArgumentException("maxRequest: got " + maxRequest + " (expected: >= 1)");
    }
    if (projectorShare < 1 || projectorShare > 100) {
      throw new IllegalArgumentException(
          "projectorShare: got " + projectorShare + " (expected: 1 to 100)");
    }
  }

  /** With the usual treatment of connections. */
  public CollectorConfig(
      InetSocketAddress grpcListen,
      InetSocketAddress httpListen,
      int maxRequest,
      LogLimits log,
      int projectorShare,
      List<RegisteredSource> sources,
      Path folder) {
    this(
        grpcListen,
        httpListen,
        maxRequest,
        log,
        projectorShare,
        sources,
        folder,
        ReceptionSettings.USUAL,
        Content.DIGEST,
        Optional.empty());
  }

  /**
   * Reads the collector's section; problems go to the reader's list, and the result is usable only
   * if there were none. The caller finishes the section.
   *
   * @param section the section
   * @param folder where the log is kept
   */
  public static CollectorConfig read(DocumentReader section, Path folder) {
    List<RegisteredSource> sources = SourcesSection.read(section);
    return new CollectorConfig(
        address(section, "grpc-listen", 4317),
        address(section, "http-listen", 4318),
        (int) size(section, "max-request", DEFAULT_MAX_REQUEST, 1024, 1024 * MB),
        new LogLimits(
            SEGMENT,
            size(section, "retention", DEFAULT_RETENTION, 0, Long.MAX_VALUE),
            size(section, "max-backlog", DEFAULT_BACKLOG, MB, Long.MAX_VALUE)),
        section.integer("projector-share", DEFAULT_SHARE, 1, 100),
        sources,
        folder,
        ReceptionSection.read(section),
        section.choice("content", Content.class, Content.DIGEST),
        ForwardSettings.read(section.section("forward")));
  }

  /** This configuration with one more source, for example the gateway of the same process. */
  public CollectorConfig with(RegisteredSource source) {
    List<RegisteredSource> more = new ArrayList<>(sources);
    more.add(source);
    return new CollectorConfig(
        grpcListen,
        httpListen,
        maxRequest,
        log,
        projectorShare,
        more,
        folder,
        reception,
        content,
        forward);
  }

  /** This configuration with another treatment of connections. */
  public CollectorConfig with(ReceptionSettings other) {
    return new CollectorConfig(
        grpcListen,
        httpListen,
        maxRequest,
        log,
        projectorShare,
        sources,
        folder,
        other,
        content,
        forward);
  }

  /** This configuration with another place where telemetry goes on to. */
  public CollectorConfig with(ForwardSettings other) {
    return new CollectorConfig(
        grpcListen,
        httpListen,
        maxRequest,
        log,
        projectorShare,
        sources,
        folder,
        reception,
        content,
        Optional.of(other));
  }

  private static long size(DocumentReader section, String key, long fallback, long min, long max) {
    long size = section.bytes(key, fallback);
    if (size < min || size > max) {
      section.problem(key, "got " + size + " bytes (expected: " + min + " to " + max + ")");
      return fallback;
    }
    return size;
  }

  private static InetSocketAddress address(DocumentReader section, String key, int port) {
    String text = section.text(key, "127.0.0.1:" + port);
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int number = Integer.parseInt(text.substring(colon + 1));
      if (!host.isBlank() && number >= 0 && number <= 65535) {
        return InetSocketAddress.createUnresolved(host, number);
      }
    } catch (NumberFormatException notAPort) {
      // Told below, like a port out of range.
    }
    section.problem(
        key, "got \"" + text + "\" (expected: host:port, such as 127.0.0.1:" + port + ")");
    return InetSocketAddress.createUnresolved("127.0.0.1", port);
  }
}
