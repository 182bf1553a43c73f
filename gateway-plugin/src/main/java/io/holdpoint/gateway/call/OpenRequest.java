// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.gate.Contained;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request under way. A server of the older era may answer it on a stream the client listens to,
 * while the request's own stream is still open: so do servers whose client lost that stream and
 * came back by {@code Last-Event-ID}.
 */
interface OpenRequest extends Contained {

  /** Who made it; may be asked on any thread. */
  Caller caller();

  /**
   * Takes its answer from another stream. Called on its loop.
   *
   * @param then told, on some thread, how the answer may be released; null for not at all
   * @return false if it waits for no answer; {@code then} is not told anything then
   */
  boolean answeredElsewhere(RpcMessage answer, Consumer<Masked.@Nullable View> then);
}
