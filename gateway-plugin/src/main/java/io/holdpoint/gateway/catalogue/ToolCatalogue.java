// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a call can do, what its result will carry and what of both may be shown. Safe for use
 * by many threads; every method is a pure function of its arguments and the loaded catalogue.
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

  /** Digest, size and masked view of a call's arguments. */
  Payload arguments(ToolRef tool, String json);

  /** Digest, size and masked view of a result. */
  Payload result(ToolRef tool, String json);

  /** What a result carries: the tool's labels and what its content gives away. */
  Set<DataLabel> resultLabels(ToolRef tool, String json);
}
