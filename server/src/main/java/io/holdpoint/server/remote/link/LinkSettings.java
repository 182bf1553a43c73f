// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.time.Duration;

/**
 * How a gateway lives with its engine elsewhere.
 *
 * @param lease after which an engine that is not heard counts as gone
 * @param answer how long a judgement may take before the engine counts as unable to give it
 * @param hold how long a call waits for an engine that is gone
 * @param shareClear whether the engine may see payloads in the clear, in its memory alone; without
 *     it, no rule about where a value came from can match here
 * @param failure what happens to calls meanwhile
 */
public record LinkSettings(
    Duration lease, Duration answer, Duration hold, boolean shareClear, FailureModes failure) {

  /** What holds where nothing is configured. */
  public static final LinkSettings USUAL =
      new LinkSettings(
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofSeconds(15),
          true,
          FailureModes.USUAL);

  public LinkSettings {
    requireNonNull(lease, "lease");
    requireNonNull(answer, "answer");
    requireNonNull(hold, "hold");
    requireNonNull(failure, "failure");
  }

  /** Reads the section {@code engine-link}; problems go to the reader's list. */
  public static LinkSettings read(DocumentReader section) {
    LinkSettings settings =
        new LinkSettings(
            atLeast(section, "lease", USUAL.lease(), Duration.ofMillis(100)),
            atLeast(section, "answer-timeout", USUAL.answer(), Duration.ofMillis(10)),
            atLeast(section, "hold", USUAL.hold(), Duration.ZERO),
            section.flag("share-clear-view", USUAL.shareClear()),
            FailureModes.read(section.section("failure-mode")));
    section.finish();
    return settings;
  }

  private static Duration atLeast(
      DocumentReader section, String key, Duration usual, Duration least) {
    Duration value = section.duration(key, usual);
    if (value.compareTo(least) < 0) {
      section.problem(
          key, "got " + value.toMillis() + "ms (expected: at least " + least.toMillis() + "ms)");
      return usual;
    }
    return value;
  }
}
