// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Responder;
import org.jspecify.annotations.Nullable;

/**
 * The way back of a request to one upstream that this endpoint made: what would go to a client
 * comes here. On the loop of the client, as every responder.
 */
abstract class InnerCall implements Responder {

  private final Loop loop;
  private boolean open = true;
  private boolean begun;
  private @Nullable Runnable onGone;

  InnerCall(Loop loop) {
    this.loop = loop;
  }

  /** A whole answer; nothing follows. */
  abstract void whole(int status, Headers headers, byte[] body);

  /** The head of a stream. */
  abstract void streams(int status, Headers headers);

  /** Bytes of a stream. */
  abstract void bytes(byte[] bytes);

  /** The stream is over. */
  abstract void ended();

  /** There is no complete answer; nothing follows. */
  abstract void broken();

  /** Nobody wants the answer any more. */
  final void cancel() {
    if (open) {
      open = false;
      if (onGone != null) {
        onGone.run();
      }
    }
  }

  @Override
  public final Loop loop() {
    return loop;
  }

  @Override
  public final boolean isOpen() {
    return open;
  }

  @Override
  public final boolean hasBegun() {
    return begun;
  }

  @Override
  public final void answer(int status, Headers headers, byte[] body) {
    if (open) {
      open = false;
      whole(status, headers, body);
    }
  }

  @Override
  public final void begin(int status, Headers headers) {
    if (open && !begun) {
      begun = true;
      streams(status, headers);
    }
  }

  @Override
  public final void write(byte[] bytes) {
    if (open && bytes.length > 0) {
      bytes(bytes);
    }
  }

  @Override
  public final void end() {
    if (open) {
      open = false;
      ended();
    }
  }

  @Override
  public final void abort() {
    if (open) {
      open = false;
      broken();
    }
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void onWritability(Runnable listener) {}

  @Override
  public final void onGone(Runnable listener) {
    this.onGone = listener;
  }
}
