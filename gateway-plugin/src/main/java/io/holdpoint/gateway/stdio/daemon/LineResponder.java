// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.daemon;

import io.holdpoint.gateway.call.EventSplitter;
import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.mcp.Json;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way back to a client that reads lines: answers and events alike become messages of theirs.
 */
final class LineResponder implements Responder {

  /** As for an upstream that fails over HTTP; outside the reserved range of codes. */
  static final int SERVER_FAILED = -31002;

  private final Loop loop;
  private final String id;
  private final Consumer<byte[]> client;
  private final Runnable over;
  private final EventSplitter events;
  private boolean open = true;
  private boolean begun;
  private @Nullable Runnable onGone;

  /**
   * @param id of the request as JSON text; empty if nobody waits for an answer
   * @param client takes messages
   * @param over told once when nothing follows
   * @param maxEvent the longest event of a stream, in bytes
   */
  LineResponder(Loop loop, String id, Consumer<byte[]> client, Runnable over, int maxEvent) {
    this.loop = loop;
    this.id = id;
    this.client = client;
    this.over = over;
    this.events = new EventSplitter(maxEvent);
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

  /**
   * What is said to a notification has no place among lines: nobody could tell what it is about.
   */
  @Override
  public void answer(int status, Headers headers, byte[] body) {
    if (!open) {
      return;
    }
    finish();
    if (!id.isEmpty()) {
      client.accept(body.length > 0 ? body : nothing());
    }
  }

  @Override
  public void begin(int status, Headers headers) {
    begun = true;
  }

  @Override
  public void write(byte[] bytes) {
    if (!open) {
      return;
    }
    events.add(bytes);
    while (!events.isEmpty()) {
      EventSplitter.Event event = events.poll();
      byte[] data = event == null ? null : event.data();
      if (data != null) {
        client.accept(data);
      }
    }
  }

  @Override
  public void end() {
    finish();
  }

  @Override
  public void abort() {
    if (open) {
      finish();
      if (!id.isEmpty()) {
        client.accept(nothing());
      }
    }
  }

  @Override
  public boolean isWritable() {
    return open;
  }

  @Override
  public void onWritability(Runnable listener) {}

  @Override
  public void onGone(Runnable listener) {
    onGone = listener;
  }

  /** The client does not wait any more. */
  void gone() {
    if (open) {
      finish();
      if (onGone != null) {
        onGone.run();
      }
    }
  }

  private void finish() {
    if (open) {
      open = false;
      over.run();
    }
  }

  private byte[] nothing() {
    return Json.error(id, SERVER_FAILED, "server: got no complete answer (expected: one)");
  }
}
