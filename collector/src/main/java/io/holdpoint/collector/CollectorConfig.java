// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.log.LogLimits;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.document.DocumentReader;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 */
public record CollectorConfig(
    InetSocketAddress grpcListen,
    InetSocketAddress httpListen,
    int maxRequest,
    LogLimits log,
    int projectorShare,
    List<RegisteredSource> sources,
    Path folder) {

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
    sources = List.copyOf(sources);
    if (maxRequest < 1) {
      throw new IllegalArgumentException("maxRequest: got " + maxRequest + " (expected: >= 1)");
    }
    if (projectorShare < 1 || projectorShare > 100) {
      throw new IllegalArgumentException(
          "projectorShare: got " + projectorShare + " (expected: 1 to 100)");
    }
  }

  /**
   * Reads the collector's section; problems go to the reader's list, and the result is usable only
   * if there were none. The caller finishes the section.
   *
   * @param section the section
   * @param folder where the log is kept
   */
  public static CollectorConfig read(DocumentReader section, Path folder) {
    List<RegisteredSource> sources =
        section.sections("sources", CollectorConfig::source).stream()
            .flatMap(Optional::stream)
            .toList();
    requireDistinct(section, sources);
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
        folder);
  }

  /** This configuration with one more source, for example the gateway of the same process. */
  public CollectorConfig with(RegisteredSource source) {
    List<RegisteredSource> more = new ArrayList<>(sources);
    more.add(source);
    return new CollectorConfig(
        grpcListen, httpListen, maxRequest, log, projectorShare, more, folder);
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

  private static Optional<RegisteredSource> source(DocumentReader item) {
    String name = item.requiredText("name");
    String token = item.requiredText("token");
    Trust trust = item.choice("trust", Trust.class, Trust.FRAMEWORK);
    boolean sound = true;
    if (!Source.isName(name)) {
      item.problem("name", "got \"" + name + "\" (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
      sound = false;
    }
    if (token.length() < RegisteredSource.SHORTEST_TOKEN) {
      item.problem(
          "token",
          "got "
              + token.length()
              + " characters (expected: at least "
              + RegisteredSource.SHORTEST_TOKEN
              + ")");
      sound = false;
    }
    if (trust == Trust.NONE) {
      item.problem("trust", "got \"none\" (expected: gateway or framework)");
      sound = false;
    }
    return sound ? Optional.of(new RegisteredSource(name, token, trust)) : Optional.empty();
  }

  private static void requireDistinct(DocumentReader section, List<RegisteredSource> sources) {
    Set<String> names = new HashSet<>();
    Set<String> tokens = new HashSet<>();
    names.add(Source.ANONYMOUS.name());
    for (RegisteredSource source : sources) {
      if (!names.add(source.name())) {
        section.problem(
            "sources", "got \"" + source.name() + "\" twice (expected: distinct names)");
      }
      if (!tokens.add(source.token())) {
        section.problem(
            "sources", "got the token of " + source.name() + " twice (expected: distinct tokens)");
      }
    }
  }
}
