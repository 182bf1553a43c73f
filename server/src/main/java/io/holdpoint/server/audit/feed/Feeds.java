// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.server.audit.export.Lines;
import io.holdpoint.server.audit.feed.send.FarEnd;
import io.holdpoint.server.audit.feed.send.OtlpFarEnd;
import io.holdpoint.server.audit.feed.send.SyslogFarEnd;
import io.holdpoint.server.audit.feed.send.TrustFile;
import io.holdpoint.server.audit.feed.send.WebhookFarEnd;
import io.holdpoint.server.audit.sign.AuditKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** All feeds of a journal. Safe for use by many threads. */
public final class Feeds implements AutoCloseable {

  private static final int TEXT_SHARE = 4;

  private final List<Feed> feeds;
  private final List<Feed> holding;

  private Feeds(List<Feed> feeds, List<Feed> holding) {
    this.feeds = List.copyOf(feeds);
    this.holding = List.copyOf(holding);
  }

  /**
   * Whose feeds they are.
   *
   * @param journal what is sent
   * @param journalId names it
   * @param key signs what is posted
   * @param folder holds the cursors
   * @param version of the product
   */
  public record Home(
      FileJournal journal, String journalId, AuditKey key, Path folder, String version) {}

  /**
   * Starts them.
   *
   * @throws IOException if a cursor or a file of certificates cannot be read; none runs then
   */
  public static Feeds start(List<FeedSettings> settings, Home home, InstantSource clock)
      throws IOException {
    List<Feed> started = new ArrayList<>();
    List<Feed> holding = new ArrayList<>();
    try {
      for (FeedSettings one : settings) {
        Feed feed = feed(one, home, clock);
        started.add(feed);
        if (one.holdsRetention()) {
          holding.add(feed);
        }
        feed.start();
      }
      return new Feeds(started, holding);
    } catch (IOException | RuntimeException e) {
      started.forEach(Feed::close);
      throw e;
    }
  }

  /** How each stands. */
  public List<FeedState> states() {
    return feeds.stream().map(Feed::state).toList();
  }

  /** The number of the last record that all those have which what is not sent is kept for. */
  public long sentByAll() {
    return holding.stream().mapToLong(feed -> feed.state().sentUpTo()).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public void close() {
    feeds.forEach(Feed::close);
  }

  private static Feed feed(FeedSettings settings, Home home, InstantSource clock)
      throws IOException {
    Files.createDirectories(home.folder());
    FeedCursor cursor = new FeedCursor(home.folder().resolve(settings.name() + ".json"));
    Lines lines =
        new Lines(
            settings.format(), home.journalId(), home.version(), settings.mostBytes() / TEXT_SHARE);
    return new Feed(
        settings, home.journal(), home.journalId(), cursor, farEnd(settings, home), lines, clock);
  }

  private static FarEnd farEnd(FeedSettings settings, Home home) throws IOException {
    URI url = settings.url();
    return switch (settings.kind()) {
      case SYSLOG -> {
        Optional<SSLContext> tls =
            "tls".equals(url.getScheme())
                ? Optional.of(TrustFile.context(settings.trust(), settings.own()))
                : Optional.empty();
        yield new SyslogFarEnd(url.getHost(), url.getPort(), tls, settings.patience(), self());
      }
      case WEBHOOK ->
          new WebhookFarEnd(
              url,
              settings.name(),
              home.journalId(),
              settings.format().mediaType(),
              settings.token(),
              home.key(),
              settings.patience());
      case OTLP ->
          new OtlpFarEnd(
              url, home.journalId(), home.version(), settings.token(), settings.patience());
    };
  }

  private static String self() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "";
    }
  }
}
