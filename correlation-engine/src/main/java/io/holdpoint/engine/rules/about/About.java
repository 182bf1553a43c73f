// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.about;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule comes from; names as in Sigma.
 *
 * @param uuid names it across tools, or null
 * @param author who wrote it, possibly empty
 * @param date when it was written, or null
 * @param modified when it was changed last, or null
 * @param references where to read on
 * @param license of its text, possibly empty
 * @param related rules it has to do with
 * @param confidence how sure a match is
 * @param tags taxonomy to ids
 */
public record About(
    @Nullable UUID uuid,
    String author,
    @Nullable LocalDate date,
    @Nullable LocalDate modified,
    List<String> references,
    String license,
    List<Related> related,
    Confidence confidence,
    Map<String, List<String>> tags) {
  /** How sure a match is. */
  public enum Confidence {
    LOW,
    MEDIUM,
    HIGH
  }

  /**
   * Another rule.
   *
   * @param id its id
   * @param type what it is to this one
   */
  public record Related(String id, Kind type) {
    /** What one rule is to another. */
    public enum Kind {
      DERIVED,
      OBSOLETE,
      MERGED,
      RENAMED,
      SIMILAR
    }

    public Related {
      requireNonNull(id, "id");
      requireNonNull(type, "type");
    }
  }

  public About {
    requireNonNull(author, "author");
    references = List.copyOf(references);
    requireNonNull(license, "license");
    related = List.copyOf(related);
    requireNonNull(confidence, "confidence");
    tags = Map.copyOf(tags);
  }
}
