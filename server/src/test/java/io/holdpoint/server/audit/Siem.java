// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A far end for syslog: reads frames by their octet counts until its sender closes. */
final class Siem implements AutoCloseable {

  /** Every message that was read, in order. */
  final List<String> messages = new CopyOnWriteArrayList<>();

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int mostBeforeDeath;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final long pauseMillis;

  private Siem(ServerSocket listener, int mostBeforeDeath, long pauseMillis) {
    this.listener = listener;
    this.mostBeforeDeath = mostBeforeDeath;
    this.pauseMillis = pauseMillis;
  }

  /**
   * Listens.
   *
   * @param port 0 for any
   * @param mostBeforeDeath resets a connection after so many messages of it
   * @param pauseMillis between two reads
   */
  static Siem listen(Optional<SSLContext> tls, int port, int mostBeforeDeath, long pauseMillis) {
    return listen(tls, false, port, mostBeforeDeath, pauseMillis);
  }

  private static Siem listen(
      Optional<SSLContext> tls, boolean asking, int port, int mostBeforeDeath, long pauseMillis) {
    try {
      ServerSocket listener =
          tls.isPresent()
              ? tls.get().getServerSocketFactory().createServerSocket()
              : new ServerSocket();
      if (asking) {
        // Before anything is accepted: the first connection takes over what stands then.
        ((SSLServerSocket) listener).setNeedClientAuth(true);
      }
      listener.setReuseAddress(true);
      listener.setReceiveBufferSize(4096);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Siem siem = new Siem(listener, mostBeforeDeath, pauseMillis);
      Thread.ofVirtual().start(siem::accept);
      return siem;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that takes senders with a certificate only. */
  static Siem asking(SSLContext tls) {
    return listen(Optional.of(tls), true, 0, Integer.MAX_VALUE, 0);
  }

  static Siem listen(Optional<SSLContext> tls) {
    return listen(tls, 0, Integer.MAX_VALUE, 0);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The numbers of the records read, out of their lines. */
  Set<Long> numbers() {
    Set<Long> numbers = ConcurrentHashMap.newKeySet();
    for (String message : messages) {
      int at = message.indexOf("\"record\":") + 9;
      numbers.add(Long.parseLong(message.substring(at, message.indexOf(',', at))));
    }
    return numbers;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> read(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void read(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      int read = 0;
      while (true) {
        Optional<String> message = frame(in);
        if (message.isEmpty()) {
          return;
        }
        if (read >= mostBeforeDeath) {
          socket.setSoLinger(true, 0);
          return;
        }
        messages.add(message.get());
        read++;
        if (pauseMillis > 0 && closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (IOException e) {
      // The sender went away, or this far end was closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private static Optional<String> frame(InputStream in) throws IOException {
    int length = 0;
    int c = in.read();
    if (c < 0) {
      return Optional.empty();
    }
    for (; c != ' '; c = in.read()) {
      if (c < '0' || c > '9') {
        throw new EOFException("got no octet count");
      }
      length = length * 10 + c - '0';
    }
    byte[] bytes = new byte[length];
    new DataInputStream(in).readFully(bytes);
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Dies: connections end at once, also in the middle of a message. */
  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket socket : open) {
        socket.setSoLinger(true, 0);
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
