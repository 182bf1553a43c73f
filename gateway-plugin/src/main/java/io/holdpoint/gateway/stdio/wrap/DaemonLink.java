// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.stdio.LineReader;
import io.holdpoint.gateway.stdio.link.Frame;
import io.holdpoint.gateway.stdio.link.FrameKind;
import io.holdpoint.gateway.stdio.link.Hello;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to the daemon: made when it is first needed, made again when it is lost. What is sent
 * while it is being made waits; a sender waits too once that is much. Safe for use by many threads.
 */
final class DaemonLink implements AutoCloseable {

  private static final long MOST_QUEUED = 64L * 1024 * 1024;
  private static final long TICK_MILLIS = 250;
  private static final long FIRST_RETRY_NANOS = 1_000_000_000L;
  private static final long LAST_RETRY_NANOS = 30 * FIRST_RETRY_NANOS;

  /** Where the link stands. */
  private enum State {
    IDLE,
    CONNECTING,
    UP,
    AWAY,
    CLOSED
  }

  private final DaemonStarter starter;
  private final Hello hello;
  private final int maxLine;
  private final Listener listener;
  private final Object lock = new Object();
  private final ArrayDeque<Frame> queue = new ArrayDeque<>();
  private State state = State.IDLE;
  private long queued;
  private @Nullable SocketChannel channel;

  DaemonLink(DaemonStarter starter, Hello hello, int maxLine, Listener listener) {
    this.starter = starter;
    this.hello = hello;
    this.maxLine = maxLine;
    this.listener = listener;
  }

  /** Learns what comes. One call at a time, but frames come on a thread of their own. */
  interface Listener {

    /** The daemon is there; what is returned is sent first. */
    List<Frame> up();

    /** The daemon said something. */
    void frame(FrameKind kind, byte[] body);

    /** The link was lost and is being made again; {@code unsent} never left. */
    void lost(List<Frame> unsent);

    /** There is no daemon for now; {@code unsent} never left, and nothing is taken until up. */
    void away(String why, List<Frame> unsent);

    /** Some time went by while there is no daemon. */
    void stillAway();
  }

  /** Makes the link, the first time it is called. */
  void start() {
    synchronized (lock) {
      if (state != State.IDLE) {
        return;
      }
      state = State.CONNECTING;
    }
    Thread.ofPlatform().daemon().name("daemon-link").start(this::keepUp);
  }

  /** Sends a frame, in its turn; false if there is no daemon. */
  boolean send(FrameKind kind, byte[] body) {
    synchronized (lock) {
      while (queued > MOST_QUEUED && (state == State.CONNECTING || state == State.UP)) {
        if (!await(0)) {
          return false;
        }
      }
      if (state == State.AWAY || state == State.CLOSED) {
        return false;
      }
      queue.add(new Frame(kind, body));
      queued += body.length;
      lock.notifyAll();
      return true;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      state = State.CLOSED;
      lock.notifyAll();
    }
    closeChannel();
  }

  private void keepUp() {
    long pause = FIRST_RETRY_NANOS;
    while (isOpen()) {
      String trouble;
      try {
        SocketChannel made = starter.connect();
        pause = FIRST_RETRY_NANOS;
        trouble = run(made);
      } catch (IOException e) {
        trouble = String.valueOf(e.getMessage());
      }
      if (trouble != null && isOpen()) {
        listener.away(trouble, drained(State.AWAY));
        waitAway(pause);
        pause = Math.min(LAST_RETRY_NANOS, pause * 2);
      }
    }
  }

  /** Speaks with the daemon until the link is lost; says why if the daemon does not want to. */
  private @Nullable String run(SocketChannel made) throws IOException {
    synchronized (lock) {
      if (state == State.CLOSED) {
        made.close();
        return null;
      }
      channel = made;
    }
    try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(made), 65_536)) {
      Welcome welcome = new Welcome();
      Thread.ofPlatform().daemon().name("daemon-in").start(() -> read(made, welcome));
      write(out, new Frame(FrameKind.HELLO, hello.toBytes()));
      out.flush();
      String objection = welcome.await();
      if (objection != null) {
        return objection;
      }
      // From here on, what is sent waits for its turn behind what comes first.
      state(State.CONNECTING);
      for (Frame first : listener.up()) {
        write(out, first);
      }
      pump(out, welcome);
    } catch (IOException lost) {
      // The daemon is gone: it is looked for again at once.
      closeChannel();
    }
    List<Frame> unsent = drained(State.CONNECTING);
    if (isOpen()) {
      listener.lost(unsent);
    }
    return null;
  }

  private void pump(OutputStream out, Welcome welcome) throws IOException {
    state(State.UP);
    while (true) {
      Frame next;
      synchronized (lock) {
        next = queue.poll();
        queued -= next == null ? 0 : next.body().length;
        lock.notifyAll();
      }
      if (next != null) {
        write(out, next);
        continue;
      }
      out.flush();
      synchronized (lock) {
        while (queue.isEmpty() && state == State.UP && !welcome.isOver()) {
          await(0);
        }
        if (state != State.UP || welcome.isOver()) {
          return;
        }
      }
    }
  }

  private void read(SocketChannel from, Welcome welcome) {
    String end = "the daemon ended the link";
    try {
      new LineReader(Channels.newInputStream(from), maxLine)
          .readAll(
              new LineReader.Sink() {
                @Override
                public void line(byte[] bytes) {
                  FrameKind kind = FrameKind.of(bytes);
                  byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
                  if (kind == FrameKind.WELCOME || kind == FrameKind.REFUSED) {
                    welcome.said(kind, new String(body, StandardCharsets.UTF_8));
                  } else if (kind != null) {
                    listener.frame(kind, body);
                  }
                }

                @Override
                public void tooLong() {
                  closeChannel();
                }
              });
    } catch (IOException lost) {
      end = "the link to the daemon broke: " + lost.getMessage();
    }
    welcome.over(end);
  }

  private void waitAway(long nanos) {
    long until = System.nanoTime() + nanos;
    while (isOpen() && System.nanoTime() < until) {
      synchronized (lock) {
        await(TICK_MILLIS);
      }
      listener.stillAway();
    }
  }

  private List<Frame> drained(State next) {
    synchronized (lock) {
      List<Frame> unsent = new ArrayList<>(queue);
      queue.clear();
      queued = 0;
      state = state == State.CLOSED ? State.CLOSED : next;
      lock.notifyAll();
      return unsent;
    }
  }

  private void state(State next) {
    synchronized (lock) {
      state = state == State.CLOSED ? State.CLOSED : next;
    }
  }

  private boolean isOpen() {
    synchronized (lock) {
      return state != State.CLOSED;
    }
  }

  private void closeChannel() {
    SocketChannel open;
    synchronized (lock) {
      open = channel;
      channel = null;
    }
    if (open != null) {
      try {
        open.close();
      } catch (IOException gone) {
        // It is gone either way.
        return;
      }
    }
  }

  /** Waits under the lock; false if interrupted. */
  @SuppressWarnings("WaitNotInLoop") // Every caller asks again what it waits for.
  private boolean await(long millis) {
    try {
      lock.wait(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void write(OutputStream out, Frame frame) throws IOException {
    out.write(frame.kind().letter());
    out.write(frame.body());
    out.write('\n');
  }

  /** What the daemon answers to the greeting, and whether the link still stands. */
  private final class Welcome {

    private @Nullable FrameKind kind;
    private String text = "";
    private boolean over;

    void said(FrameKind answer, String words) {
      synchronized (lock) {
        kind = answer;
        text = words;
        lock.notifyAll();
      }
    }

    void over(String why) {
      synchronized (lock) {
        over = true;
        text = kind == null ? why : text;
        lock.notifyAll();
      }
    }

    boolean isOver() {
      return over;
    }

    /** Waits for it; returns why we are not welcome, or null. */
    @Nullable String await() {
      synchronized (lock) {
        while (kind == null && !over && state != State.CLOSED) {
          if (!DaemonLink.this.await(0)) {
            break;
          }
        }
        return kind == FrameKind.WELCOME ? null : "the daemon refused this wrapper: " + text;
      }
    }
  }
}
