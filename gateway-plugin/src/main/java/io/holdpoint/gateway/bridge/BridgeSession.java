// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A protocol session the bridge gave out, or all stateless requests of one principal. Guarded by
 * its conversation's lock.
 */
final class BridgeSession {

  private static final int MOST_UNSENT = 256;
  private static final long MOST_UNSENT_BYTES = 1 << 20;

  private final String id;
  private final String owner;
  private final Conversation conversation;
  private final ArrayDeque<byte[]> unsent = new ArrayDeque<>();
  private final Set<String> subscribed = new HashSet<>();
  private @Nullable Flow listening;
  private long unsentBytes;
  private volatile long usedNanos;

  /**
   * @param id empty for stateless requests
   * @param owner whose it is
   */
  BridgeSession(String id, String owner, Conversation conversation, long nowNanos) {
    this.id = id;
    this.owner = owner;
    this.conversation = conversation;
    this.usedNanos = nowNanos;
  }

  String id() {
    return id;
  }

  String owner() {
    return owner;
  }

  Conversation conversation() {
    return conversation;
  }

  void used(long nowNanos) {
    usedNanos = nowNanos;
  }

  long usedNanos() {
    return usedNanos;
  }

  boolean isListening() {
    return listening != null;
  }

  /** Its subscriptions to resources, where a server has several sessions. */
  Set<String> subscribed() {
    return subscribed;
  }

  /** The stream it listens to from now on; one at a time, the newest. */
  void listen(Flow flow) {
    if (listening != null) {
      listening.end();
    }
    listening = flow;
    flow.begin();
    for (byte[] message = unsent.poll(); message != null; message = unsent.poll()) {
      flow.event(message);
    }
    unsentBytes = 0;
  }

  void stopListening(Flow flow) {
    if (listening == flow) {
      listening = null;
    }
  }

  void endListening() {
    if (listening != null) {
      listening.end();
      listening = null;
    }
  }

  /** Says something that belongs to no request; false if it would have to wait for too long. */
  boolean say(byte[] bytes, RpcMessage message) {
    if (listening != null) {
      listening.event(bytes);
      return true;
    }
    boolean fits = unsent.size() < MOST_UNSENT && unsentBytes + bytes.length <= MOST_UNSENT_BYTES;
    if (fits) {
      unsent.add(bytes);
      unsentBytes += bytes.length;
    }
    return fits || message.form() == RpcMessage.Form.NOTIFICATION;
  }
}
