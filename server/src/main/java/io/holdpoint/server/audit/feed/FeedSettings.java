// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.tls.TlsFiles;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.server.audit.export.ExportFilter;
import io.holdpoint.server.audit.export.RecordFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A feed of the journal to another system.
 *
 * @param name names it in messages, and its cursor
 * @param kind how records are handed over
 * @param url where to
 * @param format what a record looks like
 * @param token shown as a bearer token, empty if none
 * @param trust certificates of the authorities that the far end's certificate may come from; those
 *     of the platform if empty
 * @param own the certificate and key that a syslog server is shown, if it asks for one
 * @param fromStart whether a new feed begins with the first record of the journal
 * @param classes which records, as in exports; empty for all
 * @param holdsRetention whether what was not sent yet is kept beyond its time
 * @param patience how long the far end may take nothing, or take for an answer
 * @param mostBytes no record is sent with more
 */
public record FeedSettings(
    String name,
    Kind kind,
    URI url,
    RecordFormat format,
    String token,
    Optional<Path> trust,
    Optional<TlsFiles> own,
    boolean fromStart,
    Set<String> classes,
    boolean holdsRetention,
    Duration patience,
    int mostBytes) {

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SYSLOG_BYTES = 8_000;
  private static final int HTTP_BYTES = 64_000;
  private static final int FEWEST_BYTES = 2_000;
  private static final int MOST_BYTES = 1 << 20;

  /** How records are handed over. */
  public enum Kind {
    SYSLOG,
    WEBHOOK,
    OTLP
  }

  /** Where a new feed begins. */
  private enum From {
    NOW,
    START
  }

  public FeedSettings {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(url, "url");
    requireNonNull(format, "format");
    requireNonNull(token, "token");
    requireNonNull(trust, "trust");
    requireNonNull(own, "own");
    classes = Set.copyOf(classes);
    requireNonNull(patience, "patience");
  }

  /**
   * Reads the list {@code feeds}; problems go to the reader's list.
   *
   * @param resolve makes a path of what the file says
   */
  public static List<FeedSettings> read(DocumentReader section, UnaryOperator<Path> resolve) {
    List<FeedSettings> feeds = section.sections("feeds", feed -> one(feed, resolve));
    Set<String> names = new HashSet<>();
    for (FeedSettings feed : feeds) {
      if (!names.add(feed.name())) {
        section.problem("feeds", "got \"" + feed.name() + "\" twice (expected: unlike names)");
      }
    }
    return feeds;
  }

  private static FeedSettings one(DocumentReader feed, UnaryOperator<Path> resolve) {
    String name = feed.requiredText("name");
    if (!name.isEmpty() && !name.matches(NAME)) {
      feed.problem("name", "got \"" + name + "\" (expected: " + NAME + ")");
    }
    Kind kind = feed.choice("kind", Kind.class, Kind.SYSLOG);
    URI url = url(feed, kind);
    RecordFormat format = feed.choice("format", RecordFormat.class, RecordFormat.JSONL);
    String token = feed.text("token", "");
    String trust = feed.text("trust", "");
    Optional<TlsFiles> own = own(feed, resolve);
    From from = feed.choice("from", From.class, From.NOW);
    Set<String> classes = classes(feed);
    boolean holds = feed.flag("holds-retention", true);
    Duration patience = feed.duration("patience", PATIENCE);
    if (patience.compareTo(Duration.ofMillis(100)) < 0) {
      feed.problem("patience", "got " + patience + " (expected: at least 100ms)");
    }
    int most =
        feed.integer(
            "max-bytes", kind == Kind.SYSLOG ? SYSLOG_BYTES : HTTP_BYTES, FEWEST_BYTES, MOST_BYTES);
    return new FeedSettings(
        name,
        kind,
        url,
        format,
        token,
        trust.isEmpty() ? Optional.empty() : Optional.of(resolve.apply(Path.of(trust))),
        own,
        from == From.START,
        classes,
        holds,
        patience,
        most);
  }

  private static Optional<TlsFiles> own(DocumentReader feed, UnaryOperator<Path> resolve) {
    String certificate = feed.text("certificate", "");
    String key = feed.text("key", "");
    if (certificate.isEmpty() != key.isEmpty()) {
      feed.problem("key", "got one of certificate and key (expected: both or none)");
    }
    return certificate.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TlsFiles(resolve.apply(Path.of(certificate)), resolve.apply(Path.of(key)), null));
  }

  private static Set<String> classes(DocumentReader feed) {
    Set<String> classes = Set.copyOf(feed.texts("classes"));
    try {
      return new ExportFilter(0, Instant.MIN, Instant.MAX, "", classes).classes();
    } catch (IllegalArgumentException e) {
      feed.problem("classes", String.valueOf(e.getMessage()));
      return Set.of();
    }
  }

  private static URI url(DocumentReader feed, Kind kind) {
    String text = feed.requiredText("url");
    try {
      URI url = new URI(text);
      if (fits(url, kind)) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      feed.problem("url", "got no URL (expected: " + rule(kind) + "): " + notUrl.getReason());
      return URI.create("tls://unknown:1");
    }
    if (!text.isEmpty()) {
      feed.problem("url", "got another URL (expected: " + rule(kind) + ")");
    }
    return URI.create("tls://unknown:1");
  }

  private static boolean fits(URI url, Kind kind) {
    String host = url.getHost();
    if (host == null || url.getUserInfo() != null) {
      return false;
    }
    boolean loopback = host.equals("localhost") || host.equals("[::1]") || isLoopbackNumber(host);
    String scheme = String.valueOf(url.getScheme());
    return switch (kind) {
      case SYSLOG ->
          url.getPort() > 0 && (scheme.equals("tls") || (scheme.equals("tcp") && loopback));
      case WEBHOOK, OTLP -> scheme.equals("https") || (scheme.equals("http") && loopback);
    };
  }

  private static boolean isLoopbackNumber(String host) {
    return host.matches("127(\\.\\d{1,3}){3}");
  }

  private static String rule(Kind kind) {
    return switch (kind) {
      case SYSLOG -> "tls://host:port, or tcp://host:port of this machine itself";
      case WEBHOOK -> "https://host/path, or http of this machine itself";
      case OTLP -> "https://host/v1/logs, or http of this machine itself";
    };
  }
}
