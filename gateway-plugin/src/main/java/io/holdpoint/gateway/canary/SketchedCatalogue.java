// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.canary;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.policy.CallSketch;
import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.view.OfferRow;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The catalogue, with what a sketch says of its own tool. */
final class SketchedCatalogue implements ToolCatalogue {

  private final ToolCatalogue catalogue;
  private final CallSketch sketch;

  SketchedCatalogue(ToolCatalogue catalogue, CallSketch sketch) {
    this.catalogue = catalogue;
    this.sketch = sketch;
  }

  @Override
  public ToolRef resolve(
      String upstream, String tool, String argumentsJson, @Nullable ListedTool listed) {
    ToolRef ref = catalogue.resolve(upstream, tool, argumentsJson, listed);
    return sketch.effects().isEmpty()
        ? ref
        : new ToolRef(
            upstream, tool, ref.digest(), sketch.effects(), ref.labels(), true, ref.roles());
  }

  @Override
  public OfferRow.Source source(String upstream, String tool) {
    return catalogue.source(upstream, tool);
  }

  @Override
  public void classify(String upstream, String tool, Classification as) {
    throw new UnsupportedOperationException("a canary classifies nothing");
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
    Set<DataLabel> labels = EnumSet.noneOf(DataLabel.class);
    labels.addAll(catalogue.resultLabels(tool, json));
    CallSketch.Returned returned = sketch.result();
    if (returned != null) {
      labels.addAll(returned.labels());
    }
    return labels;
  }
}
