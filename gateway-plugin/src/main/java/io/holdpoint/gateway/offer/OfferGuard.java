// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.Objections;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which offers a session may use and see. What is hidden is refused when called, and what is
 * refused for what it is is hidden. Safe for use by many threads.
 */
public final class OfferGuard implements Objections {

  private static final String JUDGE = "offers";
  private static final Duration ANY_LIMIT = Duration.ofDays(1);
  private static final Set<Effect> LIGHT = Set.of(Effect.READ, Effect.DISCOVER, Effect.MEMORY_READ);

  private static final Contribution QUARANTINED =
      deny("tool.quarantined", "What the server offers under this name waits for a person.");
  private static final Contribution DENIED =
      deny("tool.denied", "The configuration denies this to the caller.");
  private static final Contribution UNCLASSIFIED =
      new Contribution(
          JUDGE,
          new Verdict.Hold(ANY_LIMIT, Set.of()),
          new Reason(
              "tool.unclassified", null, "Nobody has said what this tool can do.", List.of()));

  private final OfferBook book;
  private final ToolCatalogue catalogue;
  private final OfferSettings settings;
  private final Map<String, AccessList> byCredential;
  private final Set<String> upstreams;

  /**
   * @param upstreams the servers that list what they offer; hosts that judge tools of their own
   *     have no lists
   * @param byCredential what holders of a credential may, by its name, beside what everybody may
   */
  public OfferGuard(
      OfferBook book,
      ToolCatalogue catalogue,
      OfferSettings settings,
      Set<String> upstreams,
      Map<String, AccessList> byCredential) {
    this.book = requireNonNull(book, "book");
    this.catalogue = requireNonNull(catalogue, "catalogue");
    this.settings = requireNonNull(settings, "settings");
    this.upstreams = Set.copyOf(upstreams);
    this.byCredential = Map.copyOf(byCredential);
  }

  @Override
  public @Nullable Contribution against(Step.Attempted attempt, @Nullable Offer uses) {
    Offer offer = uses == null ? tool(attempt) : uses;
    if (offer == null) {
      return null;
    }
    if (book.isQuarantined(offer) || isUnseen(offer)) {
      return QUARANTINED;
    }
    if (!permits(attempt.session().identity(), offer)) {
      return DENIED;
    }
    boolean held =
        settings.unclassified() == OfferSettings.Unclassified.HOLD
            && !attempt.tool().known()
            && !LIGHT.containsAll(attempt.tool().effects());
    return held ? UNCLASSIFIED : null;
  }

  /** True if an offer may stand in a list for a session. */
  boolean shows(Session session, GateState gate, Offer offer) {
    return book.isShown(offer) && permits(session.identity(), offer) && isOpen(gate, offer);
  }

  private boolean permits(AgentIdentity identity, Offer offer) {
    if (!settings.everybody().permits(offer)) {
      return false;
    }
    String credential = identity.keyId();
    AccessList own =
        credential == null || byCredential.isEmpty() ? null : byCredential.get(credential);
    return own == null || own.permits(offer);
  }

  /** Where a person comes first, what was never listed has not been looked at. */
  private boolean isUnseen(Offer offer) {
    return settings.firstSight() == OfferSettings.FirstSight.REQUIRE_APPROVAL
        && offer.kind() == OfferKind.TOOL
        && upstreams.contains(offer.upstream())
        && !book.isKnown(offer);
  }

  private boolean isOpen(GateState gate, Offer offer) {
    return switch (gate) {
      case GateState.Active active -> true;
      case GateState.Paused paused -> true;
      case GateState.Killed killed -> false;
      case GateState.Restricted restricted -> restricted.allowed().containsAll(effects(offer));
    };
  }

  private Set<Effect> effects(Offer offer) {
    if (offer.kind() != OfferKind.TOOL) {
      return Set.of(Effect.READ);
    }
    ToolRef tool =
        catalogue.resolve(
            offer.upstream(), offer.name(), "", book.listed(offer.upstream(), offer.name()));
    return tool.effects();
  }

  private static @Nullable Offer tool(Step.Attempted attempt) {
    ToolRef tool = attempt.tool();
    return attempt.kind() == StepKind.TOOL_CALL ? Offer.tool(tool.upstream(), tool.name()) : null;
  }

  private static Contribution deny(String code, String text) {
    return new Contribution(JUDGE, Verdict.Deny.PLAIN, new Reason(code, null, text, List.of()));
  }
}
