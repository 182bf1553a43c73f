// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Responder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way back of a call that nobody waits for on a connection: what would have been the answer, or
 * the last event of the stream, is kept. What a server asks on the way cannot be delivered.
 */
final class TaskResponder implements Responder {

  private static final byte[] NOTHING = new byte[0];

  private final Loop loop;
  private final EventSplitter events;
  private final Consumer<byte[]> then;
  private byte[] last = NOTHING;
  private boolean begun;
  private boolean open = true;

  /**
   * @param then told the answer, once; empty if there is none
   */
  TaskResponder(Loop loop, int maxAnswer, Consumer<byte[]> then) {
    this.loop = loop;
    this.events = new EventSplitter(maxAnswer);
    this.then = then;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean hasBegun() {
    return begun;
  }

  @Override
  public void answer(int status, Headers headers, byte[] body) {
    begun = true;
    finish(body);
  }

  @Override
  public void begin(int status, Headers headers) {
    begun = true;
  }

  @Override
  public void write(byte[] bytes) {
    if (!open || !events.add(bytes)) {
      return;
    }
    for (EventSplitter.Event event = events.poll(); event != null; event = events.poll()) {
      byte @Nullable [] data = event.data();
      if (data != null) {
        last = data;
      }
    }
  }

  @Override
  public void end() {
    finish(last);
  }

  @Override
  public void abort() {
    finish(NOTHING);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void onWritability(Runnable listener) {
    // It always is.
  }

  @Override
  public void onGone(Runnable listener) {
    // It never leaves: whoever asked for the task comes back for the answer.
  }

  private void finish(byte[] answer) {
    if (open) {
      open = false;
      then.accept(answer);
    }
  }
}
