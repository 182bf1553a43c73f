// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.server.audit.feed.FeedSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How the journal is kept as evidence.
 *
 * @param checkpointEvery how often it is signed, if something was written
 * @param anchorFile where signed checkpoints go besides the journal; best on another machine's disk
 * @param anchorUrl where they are posted to
 * @param anchorToken shown there as a bearer token, empty if none
 * @param rotateAfter when a new file is begun at the latest
 * @param compress whether closed files are compressed
 * @param kept for how long records are kept, by class; for good if a class is not named
 * @param feeds where it is sent as it grows
 */
public record AuditSettings(
    Duration checkpointEvery,
    Optional<Path> anchorFile,
    Optional<URI> anchorUrl,
    String anchorToken,
    Duration rotateAfter,
    boolean compress,
    Map<RecordClass, Duration> kept,
    List<FeedSettings> feeds) {

  private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(1);
  private static final Duration ROTATE_AFTER = Duration.ofDays(1);
  private static final Duration SHORTEST_KEPT = Duration.ofDays(7);

  public AuditSettings {
    requireNonNull(checkpointEvery, "checkpointEvery");
    requireNonNull(anchorFile, "anchorFile");
    requireNonNull(anchorUrl, "anchorUrl");
    requireNonNull(anchorToken, "anchorToken");
    requireNonNull(rotateAfter, "rotateAfter");
    kept = Map.copyOf(kept);
    feeds = List.copyOf(feeds);
  }

  /**
   * Reads the section {@code audit}; problems go to the reader's list.
   *
   * @param resolve makes a path of what the file says
   */
  public static AuditSettings read(DocumentReader section, UnaryOperator<Path> resolve) {
    Duration every = section.duration("checkpoint-every", CHECKPOINT_EVERY);
    atLeast(section, "checkpoint-every", every, Duration.ofSeconds(1));
    Duration rotate = section.duration("rotate-after", ROTATE_AFTER);
    atLeast(section, "rotate-after", rotate, Duration.ofMinutes(1));
    boolean compress = section.flag("compress", true);
    DocumentReader anchors = section.section("anchors");
    String file = anchors.text("file", "");
    Optional<URI> url = url(anchors);
    String token = anchors.text("token", "");
    anchors.finish();
    DocumentReader retention = section.section("retention");
    Map<RecordClass, Duration> kept = new EnumMap<>(RecordClass.class);
    for (RecordClass recordClass : RecordClass.values()) {
      String name = word(recordClass);
      Duration time = retention.duration(name, SHORTEST_KEPT);
      if (retention.has(name)) {
        atLeast(retention, name, time, SHORTEST_KEPT);
        kept.put(recordClass, time);
      }
    }
    retention.finish();
    List<FeedSettings> feeds = FeedSettings.read(section, resolve);
    section.finish();
    return new AuditSettings(
        every,
        file.isEmpty() ? Optional.empty() : Optional.of(resolve.apply(Path.of(file))),
        url,
        token,
        rotate,
        compress,
        kept,
        feeds);
  }

  /** A class as files and messages name it. */
  public static String word(RecordClass recordClass) {
    return recordClass.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<URI> url(DocumentReader anchors) {
    String text = anchors.text("url", "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return Optional.of(url);
      }
    } catch (URISyntaxException notUrl) {
      anchors.problem("url", "got no URL (expected: https://host/path): " + notUrl.getReason());
      return Optional.empty();
    }
    anchors.problem("url", "got \"" + text + "\" (expected: https://host/path)");
    return Optional.empty();
  }

  private static void atLeast(DocumentReader section, String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      section.problem(
          name, "got " + value.toMillis() + "ms (expected: at least " + least.toSeconds() + "s)");
    }
  }
}
