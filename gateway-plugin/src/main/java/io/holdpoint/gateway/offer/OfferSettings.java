// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How far servers are trusted with what they offer.
 *
 * @param firstSight what a definition counts for that is seen first
 * @param flagged what happens to a definition with something suspicious in it
 * @param unclassified what happens to a call that writes or sends and of which nobody knows more
 * @param asks whether the gateway asks for a list itself before the first call of a caller that
 *     never asked
 * @param approved digests that count without a person's word
 * @param everybody what nobody may use or see
 */
public record OfferSettings(
    FirstSight firstSight,
    Flagged flagged,
    Unclassified unclassified,
    boolean asks,
    Set<String> approved,
    AccessList everybody) {

  /** What stands without a configuration. */
  public static final OfferSettings DEFAULTS =
      new OfferSettings(
          FirstSight.TRUST,
          Flagged.ALERT,
          Unclassified.PERMIT,
          true,
          Set.of(),
          AccessList.EVERYTHING);

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public OfferSettings {
    requireNonNull(firstSight, "firstSight");
    requireNonNull(flagged, "flagged");
    requireNonNull(unclassified, "unclassified");
    approved = Set.copyOf(approved);
    requireNonNull(everybody, "everybody");
  }

  /** What a definition counts for that is seen first. */
  public enum FirstSight {
    /** It is pinned. */
    TRUST,
    /** It waits for a person. */
    REQUIRE_APPROVAL
  }

  /** What happens to a definition with something suspicious in it. */
  public enum Flagged {
    /** It is told, and used. */
    ALERT,
    /** It is told, hidden and refused. */
    QUARANTINE
  }

  /** What happens to a call of a tool that nobody classified. */
  public enum Unclassified {
    /** The rules judge it as capable of writing and sending. */
    PERMIT,
    /** It waits for a person. */
    HOLD
  }

  /** Reads the section {@code tools}; problems go to the reader's list. */
  public static OfferSettings read(DocumentReader section) {
    Set<String> approved = new HashSet<>();
    for (String text : section.texts("approved-digests")) {
      String digest = text.toLowerCase(Locale.ROOT);
      if (DIGEST.matcher(digest).matches()) {
        approved.add(digest);
      } else {
        section.problem(
            "approved-digests", "got \"" + text + "\" (expected: 64 hexadecimal digits)");
      }
    }
    OfferSettings settings =
        new OfferSettings(
            section.choice("first-sight", FirstSight.class, DEFAULTS.firstSight),
            section.choice("flagged", Flagged.class, DEFAULTS.flagged),
            section.choice("unclassified", Unclassified.class, DEFAULTS.unclassified),
            section.flag("ask-for-lists", DEFAULTS.asks),
            approved,
            AccessList.read(section));
    section.finish();
    return settings;
  }
}
