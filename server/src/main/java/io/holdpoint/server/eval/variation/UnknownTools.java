// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.variation;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.view.OfferRow;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows no tool at all, not even by its name: each one counts as capable. */
final class UnknownTools implements ToolCatalogue {

  private final ToolCatalogue payloads;

  /**
   * @param payloads makes digests and masked views, which need no entry
   */
  UnknownTools(ToolCatalogue payloads) {
    this.payloads = payloads;
  }

  @Override
  public ToolRef resolve(
      String upstream, String tool, String argumentsJson, @Nullable ListedTool listed) {
    return new ToolRef(
        upstream,
        tool,
        "",
        Set.of(Effect.WRITE, Effect.EGRESS),
        Set.of(DataLabel.UNTRUSTED),
        false);
  }

  @Override
  public OfferRow.Source source(String upstream, String tool) {
    return OfferRow.Source.NONE;
  }

  @Override
  public void classify(String upstream, String tool, Classification as) {
    payloads.classify(upstream, tool, as);
  }

  @Override
  public Payload arguments(ToolRef tool, String json) {
    return payloads.arguments(tool, json);
  }

  @Override
  public Payload result(ToolRef tool, String json) {
    return payloads.result(tool, json);
  }

  @Override
  public Set<DataLabel> resultLabels(ToolRef tool, String json) {
    return payloads.resultLabels(tool, json);
  }
}
