// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.StepKind;

/**
 * Something a server wants of a client: a model's answer, a person's answer, or its roots.
 *
 * @param kind what kind of step
 * @param method the protocol's word for it
 * @param id as JSON text; empty where it travels inside a result
 * @param arguments JSON text
 */
public record ServerAsk(StepKind kind, String method, String id, String arguments) {

  public ServerAsk {
    requireNonNull(kind, "kind");
    requireNonNull(method, "method");
    requireNonNull(id, "id");
    requireNonNull(arguments, "arguments");
  }
}
