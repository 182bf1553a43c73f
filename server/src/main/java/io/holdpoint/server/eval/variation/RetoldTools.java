// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.variation;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.view.OfferRow;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A catalogue that tells of a tool something else than it knows, and nothing else otherwise. */
final class RetoldTools implements ToolCatalogue {

  private static final int NAME_DIGITS = 8;

  private final ToolCatalogue catalogue;
  private final UnaryOperator<ToolRef> retelling;

  private RetoldTools(ToolCatalogue catalogue, UnaryOperator<ToolRef> retelling) {
    this.catalogue = catalogue;
    this.retelling = retelling;
  }

  /** Knows tools, and nothing of their arguments. */
  static ToolCatalogue withoutRoles(ToolCatalogue catalogue) {
    return new RetoldTools(catalogue, known -> retold(known, known.name(), Map.of()));
  }

  /** Knows what tools do, and tells nobody what they are called. */
  static ToolCatalogue renamed(ToolCatalogue catalogue) {
    return new RetoldTools(
        catalogue,
        known -> retold(known, "t" + Hashes.sha256Hex(NAME_DIGITS, known.name()), known.roles()));
  }

  private static ToolRef retold(ToolRef known, String name, Map<String, ArgumentRole> roles) {
    return new ToolRef(
        known.upstream(),
        name,
        known.digest(),
        known.effects(),
        known.labels(),
        known.known(),
        roles);
  }

  @Override
  public ToolRef resolve(
      String upstream, String tool, String argumentsJson, @Nullable ListedTool listed) {
    return retelling.apply(catalogue.resolve(upstream, tool, argumentsJson, listed));
  }

  @Override
  public OfferRow.Source source(String upstream, String tool) {
    return catalogue.source(upstream, tool);
  }

  @Override
  public void classify(String upstream, String tool, Classification as) {
    catalogue.classify(upstream, tool, as);
  }

  @Override
  public Payload arguments(ToolRef tool, String json) {
    return catalogue.arguments(tool, json);
  }

  @Override
  public Payload result(ToolRef tool, String json) {
    return catalogue.result(tool, json);
  }

  @Override
  public Set<DataLabel> resultLabels(ToolRef tool, String json) {
    return catalogue.resultLabels(tool, json);
  }
}
