// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * How long one client has kept its server waiting: with a request that does not become whole, or by
 * taking in nothing of an answer. Looked at now and then instead of by a timer for each request.
 * For the loop's thread only.
 */
final class Patience {

  /** What a client is to be told. */
  enum Verdict {
    FINE,
    /** It never said anything. */
    SILENT,
    /** Its request does not become whole. */
    SLOW_REQUEST,
    /** It takes in nothing. */
    STALLED
  }

  private final long requestNanos;
  private final long stallNanos;
  private long readingSince;
  private boolean reading;
  private boolean said;
  private long pending;
  private long progress;
  private long stalledSince;

  /** A connection was just accepted: its first request is awaited. */
  Patience(ServerLimits limits, long nowNanos) {
    this.requestNanos = limits.request().toNanos();
    this.stallNanos = limits.stall().toNanos();
    this.reading = true;
    this.readingSince = nowNanos;
  }

  /** Bytes of a request came. */
  void bytes() {
    said = true;
    if (!reading) {
      reading = true;
      readingSince = System.nanoTime();
    }
  }

  /** The request is whole; until it is answered nothing is awaited. */
  void whole() {
    reading = false;
  }

  Verdict check(Channel channel, long nowNanos) {
    if (reading && nowNanos - readingSince > requestNanos) {
      return said ? Verdict.SLOW_REQUEST : Verdict.SILENT;
    }
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    long bytes = out == null ? 0 : out.totalPendingWriteBytes();
    long written = out == null ? 0 : out.currentProgress();
    boolean stands = bytes > 0 && bytes == pending && written == progress;
    if (!stands) {
      stalledSince = nowNanos;
    }
    pending = bytes;
    progress = written;
    return nowNanos - stalledSince > stallNanos && stands ? Verdict.STALLED : Verdict.FINE;
  }
}
