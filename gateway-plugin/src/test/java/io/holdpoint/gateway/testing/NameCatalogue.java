// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.OfferRow;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that goes by names: {@code send...} is egress, {@code ..._write} writes, everything
 * else reads; nobody told it of {@code mystery...}.
 */
public final class NameCatalogue implements ToolCatalogue {

  private final Map<String, ListedTool> seen = new ConcurrentHashMap<>();

  @Override
  public ToolRef resolve(
      String upstream, String tool, String argumentsJson, @Nullable ListedTool listed) {
    if (listed != null) {
      seen.put(upstream + "/" + tool, listed);
    }
    Effect effect =
        tool.startsWith("send")
            ? Effect.EGRESS
            : tool.endsWith("_write") ? Effect.WRITE : Effect.READ;
    boolean known = !tool.startsWith("mystery");
    String digest = listed == null ? "" : listed.digest();
    return new ToolRef(upstream, tool, digest, Set.of(effect), Set.of(), known);
  }

  @Override
  public Payload arguments(ToolRef tool, String json) {
    return json.isEmpty() ? Payload.NONE : Fixtures.payload(json);
  }

  @Override
  public Payload result(ToolRef tool, String json) {
    return Fixtures.payload(json);
  }

  @Override
  public Set<DataLabel> resultLabels(ToolRef tool, String json) {
    return json.contains("secret") ? Set.of(DataLabel.SECRET) : Set.of();
  }

  @Override
  public OfferRow.Source source(String upstream, String tool) {
    return OfferRow.Source.CATALOGUE;
  }

  @Override
  public void classify(String upstream, String tool, Classification as) {
    throw new UnsupportedOperationException("this catalogue goes by names");
  }

  /** What the gateway handed in of an upstream's list, or null. */
  public @Nullable ListedTool listed(String qualifiedName) {
    return seen.get(qualifiedName);
  }
}
