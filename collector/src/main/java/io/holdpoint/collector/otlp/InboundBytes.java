// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for the bytes of one gRPC call as they arrive: its message is gathered before anybody
 * sees it, and a hundred slow senders of large ones would fill the memory. Called by the transport.
 */
final class InboundBytes extends ServerStreamTracer {

  private static final Context.Key<InboundBytes> KEY = Context.key("inbound-bytes");

  /** Makes one for each call. */
  static final class Factory extends ServerStreamTracer.Factory {
    private final MemoryGuard guard;

    Factory(MemoryGuard guard) {
      this.guard = guard;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
      return new InboundBytes(guard);
    }
  }

  private final MemoryGuard guard;
  private final AtomicLong wire = new AtomicLong();
  private final AtomicLong reserved = new AtomicLong();
  private volatile boolean closed;
  private volatile boolean full;
  private volatile @Nullable Runnable whenFull;

  private InboundBytes(MemoryGuard guard) {
    this.guard = guard;
  }

  /** The one of the current call. */
  static InboundBytes current() {
    return KEY.get();
  }

  /** How many bytes came over the wire. */
  long wire() {
    return wire.get();
  }

  /** Runs {@code action} once there is no room for what arrives, which may be now. */
  void whenFull(Runnable action) {
    whenFull = action;
    if (full) {
      action.run();
    }
  }

  /** True if there was room for what a message became by inflation. */
  boolean tryReserve(long bytes) {
    if (!guard.tryReserve(bytes)) {
      return false;
    }
    reserved.addAndGet(bytes);
    if (closed) {
      guard.release(reserved.getAndSet(0));
    }
    return true;
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  @Override
  public void inboundWireSize(long bytes) {
    wire.addAndGet(bytes);
    if (!full && !tryReserve(bytes)) {
      full = true;
      Runnable action = whenFull;
      if (action != null) {
        action.run();
      }
    }
  }

  @Override
  public void streamClosed(Status status) {
    closed = true;
    guard.release(reserved.getAndSet(0));
  }
}
