// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A wire between two processes that can be cut, clogged and made long. */
final class TcpCutter implements AutoCloseable {

  private final ServerSocket listening;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile int port;
  private volatile long delayMillis;
  private boolean cut;
  private boolean clogged;

  TcpCutter(int port) throws IOException {
    this.port = port;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** What is behind it moved. */
  void leadsTo(int other) {
    port = other;
  }

  /** Everything that passes takes this long from now on. */
  void delay(long millis) {
    delayMillis = millis;
  }

  /** Ends every connection and takes no other. */
  void cut() {
    lock.lock();
    try {
      cut = true;
    } finally {
      lock.unlock();
    }
    sockets.forEach(TcpCutter::end);
  }

  /** Takes bytes no more, but ends nothing: the other side cannot tell at once. */
  void clog() {
    lock.lock();
    try {
      clogged = true;
    } finally {
      lock.unlock();
    }
  }

  void mend() {
    lock.lock();
    try {
      cut = false;
      clogged = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
    late.shutdownNow();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket near = listening.accept();
        lock.lock();
        try {
          if (cut) {
            near.close();
            continue;
          }
        } finally {
          lock.unlock();
        }
        Socket far = farOf(near);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        sockets.add(near);
        sockets.add(far);
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
      } catch (IOException closedOrNobodyThere) {
        // The next connection may find somebody.
      }
    }
  }

  private Socket farOf(Socket near) throws IOException {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException nobodyThere) {
      end(near);
      throw nobodyThere;
    }
  }

  private void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream()) {
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        passable();
        byte[] bytes = java.util.Arrays.copyOf(buffer, n);
        if (delayMillis > 0) {
          var _ =
              late.schedule(
                  () -> {
                    out.write(bytes);
                    return null;
                  },
                  delayMillis,
                  TimeUnit.MILLISECONDS);
        } else {
          out.write(bytes);
        }
      }
    } catch (IOException | InterruptedException ended) {
      // So does the other side.
    } finally {
      end(from);
      end(to);
    }
  }

  private void passable() throws InterruptedException {
    lock.lock();
    try {
      while (clogged) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // That was the aim.
    }
  }
}
