// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Digest;

/**
 * A tool call that a model asked for.
 *
 * @param callId as the model named it, empty if not told
 * @param tool its name
 * @param arguments keyed digest of what with, none if not told
 */
public record ToolRequest(String callId, String tool, Digest arguments) {
  public ToolRequest {
    requireNonNull(callId, "callId");
    requireNonNull(tool, "tool");
    requireNonNull(arguments, "arguments");
  }
}
