// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.variation;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows what tools do, and tells nobody what they are called. */
final class RenamedTools implements ToolCatalogue {

  private static final int NAME_DIGITS = 8;

  private final ToolCatalogue catalogue;

  RenamedTools(ToolCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public ToolRef resolve(
      String upstream, String tool, String argumentsJson, @Nullable ListedTool listed) {
    ToolRef known = catalogue.resolve(upstream, tool, argumentsJson, listed);
    return new ToolRef(
        known.upstream(),
        "t" + Hashes.sha256Hex(NAME_DIGITS, tool),
        known.digest(),
        known.effects(),
        known.labels(),
        known.known(),
        known.roles());
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
