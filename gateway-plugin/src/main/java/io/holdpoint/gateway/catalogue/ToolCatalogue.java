// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.view.OfferRow;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a call can do, what its result will carry and what of both may be shown. Safe for use
 * by many threads; every method but {@link #classify} is a pure function of its arguments, the
 * loaded catalogue and what people said.
 */
public interface ToolCatalogue {

  /**
   * The tool of a call.
   *
   * @param upstream the configured name of the server
   * @param tool its name in the protocol
   * @param argumentsJson the call's arguments, empty if none: a path can make a read a secret read
   * @param listed what the upstream last listed of the tool, or null; its hints may only raise
   */
  ToolRef resolve(String upstream, String tool, String argumentsJson, @Nullable ListedTool listed);

  /** Who says what a tool can do. */
  OfferRow.Source source(String upstream, String tool);

  /** A person says what a tool can do: from now on that stands before every entry. */
  void classify(String upstream, String tool, Classification as);

  /** Digest, size and masked view of a call's arguments. */
  Payload arguments(ToolRef tool, String json);

  /** Digest, size and masked view of a result. */
  Payload result(ToolRef tool, String json);

  /** What a result carries: the tool's labels and what its content gives away. */
  Set<DataLabel> resultLabels(ToolRef tool, String json);
}
