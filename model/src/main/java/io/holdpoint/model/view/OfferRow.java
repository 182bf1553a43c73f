// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An offer of a server, as listed to people.
 *
 * @param offer what
 * @param effects what a call can do
 * @param labels what its results carry
 * @param roles what its arguments are, by name
 * @param source who says so
 * @param pin how far its definition is trusted
 * @param digest of the definition that counts, empty if none does
 * @param definition that one in canonical form, empty if none is kept
 * @param waiting the definition that waits for a person, or null
 * @param flags what is suspicious in the newest definition
 * @param firstSeen when it was first listed, or null if it never was
 * @param lastSeen when it was last listed by this process, or null
 */
public record OfferRow(
    Offer offer,
    Set<Effect> effects,
    Set<DataLabel> labels,
    Map<String, ArgumentRole> roles,
    Source source,
    Pin pin,
    String digest,
    String definition,
    @Nullable Waiting waiting,
    List<String> flags,
    @Nullable Instant firstSeen,
    @Nullable Instant lastSeen) {

  public OfferRow {
    requireNonNull(offer, "offer");
    effects = Set.copyOf(effects);
    labels = Set.copyOf(labels);
    roles = Map.copyOf(roles);
    requireNonNull(source, "source");
    requireNonNull(pin, "pin");
    requireNonNull(digest, "digest");
    requireNonNull(definition, "definition");
    flags = List.copyOf(flags);
  }

  /**
   * A definition nobody vouched for.
   *
   * @param digest what approving it must name
   * @param definition in canonical form, empty if it is longer than is kept
   * @param since when it was first seen
   * @param refused who keeps it out, or null while nobody has decided
   */
  public record Waiting(
      String digest, String definition, Instant since, @Nullable Refusal refused) {
    public Waiting {
      requireNonNull(digest, "digest");
      requireNonNull(definition, "definition");
      requireNonNull(since, "since");
    }
  }

  /**
   * A person's word that a definition stays out; another one may still approve it.
   *
   * @param by who
   * @param reason why
   * @param at when
   */
  public record Refusal(String by, String reason, Instant at) {
    public Refusal {
      requireNonNull(by, "by");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
    }
  }

  /** Who says what a tool can do. */
  public enum Source {
    /** A person. */
    OPERATOR,
    /** An entry of a catalogue. */
    CATALOGUE,
    /** The words of its name, and hints that raise it. */
    NAME,
    /** Nobody: it counts as capable. */
    NONE;

    /** The word used in the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far a definition is trusted. */
  public enum Pin {
    /** What is listed is what counts. */
    PINNED,
    /** What is listed waits for a person; until then it is hidden and refused. */
    QUARANTINED,
    /** It is not in its server's last whole list any more; its pin stands. */
    VANISHED,
    /** It was called or classified and never listed. */
    UNLISTED;

    /** The word used in the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
