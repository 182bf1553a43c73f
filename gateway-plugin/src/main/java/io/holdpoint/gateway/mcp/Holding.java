// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import org.jspecify.annotations.Nullable;

/** An era in which a caller can be asked to come back, and does so by itself. Stateless. */
public interface Holding {

  /**
   * The answer that asks a caller to repeat its request.
   *
   * @param state what it is to bring back
   * @param page where its user may look, or null
   */
  byte[] comeBack(Exchange exchange, String state, @Nullable String page);

  /** A task, as the answer to the request that became one or to a question about it. */
  byte[] task(Exchange exchange, TaskView task);

  /** The answer to a word about a task that needs no other. */
  byte[] taken(Exchange exchange);

  /** The answer to a question about a task that is not the caller's. */
  byte[] unknownTask(Exchange exchange);

  /** A request without what a caller brought back of an answer of ours. */
  byte[] withoutReturned(RpcMessage message);
}
