// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.daemon;

import io.holdpoint.gateway.stdio.LineReader;
import io.holdpoint.gateway.stdio.link.FrameKind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of one link. Reading and writing have a thread each; a wrapper that does not read is
 * cut off once too much waits for it. Safe for use by many threads.
 */
final class WrapperLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WrapperLink.class);

  private final SocketChannel channel;
  private final int maxLine;
  private final long maxQueued;
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private long queued;
  private boolean closing;

  /**
   * @param maxLine the longest line it may send, in bytes
   * @param maxQueued how much may wait for it, in bytes
   */
  WrapperLink(SocketChannel channel, int maxLine, long maxQueued) {
    this.channel = channel;
    this.maxLine = maxLine;
    this.maxQueued = maxQueued;
  }

  /** Starts writing what is sent. */
  void startWriting() {
    Thread.ofVirtual().name("wrapper-out").start(this::write);
  }

  /** Hands every line over, on the calling thread, until the link ends. */
  void readAll(Consumer<byte[]> lines) {
    try {
      new LineReader(Channels.newInputStream(channel), maxLine)
          .readAll(
              new LineReader.Sink() {
                @Override
                public void line(byte[] bytes) {
                  lines.accept(bytes);
                }

                @Override
                public void tooLong() {
                  LOG.warn("a wrapper sent a line of more than {} bytes and is cut off", maxLine);
                  close();
                }
              });
    } catch (IOException ended) {
      LOG.debug("a wrapper's link ended", ended);
    }
  }

  /** Queues a frame. */
  void send(FrameKind kind, byte[] body) {
    byte[] line = new byte[body.length + 2];
    line[0] = kind.letter();
    for (int i = 0; i < body.length; i++) {
      line[i + 1] = body[i] == '\n' || body[i] == '\r' ? (byte) ' ' : body[i];
    }
    line[line.length - 1] = '\n';
    boolean tooSlow;
    synchronized (queue) {
      if (closing) {
        return;
      }
      queue.add(line);
      queued += line.length;
      tooSlow = queued > maxQueued;
      queue.notifyAll();
    }
    if (tooSlow) {
      LOG.warn("a wrapper does not read what it is sent and is cut off");
      close();
    }
  }

  /** Ends the link once everything queued is written. */
  void finish() {
    synchronized (queue) {
      closing = true;
      queue.notifyAll();
    }
  }

  @Override
  public void close() {
    finish();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a wrapper's link could not be closed", e);
    }
  }

  private void write() {
    try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 65_536)) {
      for (byte[] line = next(out); line != null; line = next(out)) {
        out.write(line);
      }
    } catch (IOException ended) {
      LOG.debug("a wrapper's link ended", ended);
    } finally {
      close();
    }
  }

  private byte @Nullable [] next(OutputStream out) throws IOException {
    synchronized (queue) {
      if (!queue.isEmpty()) {
        return taken();
      }
    }
    out.flush();
    synchronized (queue) {
      while (queue.isEmpty() && !closing) {
        try {
          queue.wait();
        } catch (InterruptedException e) {
          return null;
        }
      }
      return queue.isEmpty() ? null : taken();
    }
  }

  private byte[] taken() {
    byte[] line = queue.remove();
    queued -= line.length;
    return line;
  }
}
