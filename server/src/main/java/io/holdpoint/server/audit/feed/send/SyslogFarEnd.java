// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed.send;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Syslog over TLS, or over plain TCP. The protocol has no word for "taken", so each batch is a
 * connection of its own: our end is closed behind the last message, and the far end's closing after
 * it, without a reset, says that it has read all of it.
 */
public final class SyslogFarEnd implements FarEnd {

  private static final Logger LOG = LoggerFactory.getLogger(SyslogFarEnd.class);
  private static final int SLICE = 8 << 10;
  private static final int MOST_SAID = 64 << 10;

  private final String host;
  private final int port;
  private final Optional<SSLContext> tls;
  private final Duration patience;
  private final SyslogFrame frame;
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("audit-feed-watchdog").daemon().factory());
  private volatile @Nullable Socket under;
  private volatile boolean closed;

  /**
   * @param tls empty for plain TCP
   * @param patience how long the far end may take nothing at all
   * @param self the name of this host
   */
  public SyslogFarEnd(
      String host, int port, Optional<SSLContext> tls, Duration patience, String self) {
    this.host = requireNonNull(host, "host");
    this.port = port;
    this.tls = requireNonNull(tls, "tls");
    this.patience = requireNonNull(patience, "patience");
    this.frame = new SyslogFrame(self);
  }

  @Override
  public void deliver(List<Outgoing> batch) throws IOException {
    try (Socket plain = new Socket();
        Guarded guarded = new Guarded(plain)) {
      under = plain;
      if (closed) {
        throw new IOException("closed");
      }
      plain.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
      plain.setSoTimeout((int) patience.toMillis());
      Socket socket = tls.isPresent() ? secured(plain, tls.get()) : plain;
      OutputStream out = socket.getOutputStream();
      for (Outgoing record : batch) {
        byte[] bytes = frame.of(record);
        for (int at = 0; at < bytes.length; at += SLICE) {
          out.write(bytes, at, Math.min(SLICE, bytes.length - at));
          guarded.moved();
        }
      }
      out.flush();
      socket.shutdownOutput();
      awaitEnd(socket.getInputStream());
      if (tls.isPresent()) {
        awaitEndBelow(plain);
      }
    } catch (IOException e) {
      throw new IOException("syslog " + host + ":" + port + ": " + e, e);
    } finally {
      under = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    watchdog.shutdownNow();
    Socket socket = under;
    if (socket != null) {
      cut(socket);
    }
  }

  private SSLSocket secured(Socket plain, SSLContext context) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, false);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** A far end that says something first is listened to, within bounds. */
  private static void awaitEnd(InputStream in) throws IOException {
    byte[] said = new byte[1024];
    int all = 0;
    for (int read = in.read(said); read >= 0; read = in.read(said)) {
      all += read;
      if (all > MOST_SAID) {
        throw new IOException("got more than " + MOST_SAID + " bytes (expected: an end)");
      }
    }
  }

  /**
   * A far end that stops may say farewell by TLS with records unread; its system then resets the
   * connection below. Who leaves that open has said all that matters.
   */
  private static void awaitEndBelow(Socket plain) throws IOException {
    try {
      if (!plain.isOutputShutdown()) {
        plain.shutdownOutput();
      }
      awaitEnd(plain.getInputStream());
    } catch (SocketTimeoutException e) {
      LOG.debug("audit feed: a far end leaves its connection open", e);
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("audit feed: a connection cannot be closed", e);
    }
  }

  /** Cuts a connection whose far end takes nothing: a write has no time limit of its own. */
  private final class Guarded implements AutoCloseable {
    private final Socket socket;
    private final ScheduledFuture<?> watch;
    private volatile long movedAt = System.nanoTime();

    Guarded(Socket socket) {
      this.socket = socket;
      long every = Math.max(1, patience.toMillis() / 4);
      this.watch = watchdog.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    void moved() {
      movedAt = System.nanoTime();
    }

    private void look() {
      // Connecting, shaking hands and waiting for the end have limits of their own: twice is ample.
      if (System.nanoTime() - movedAt > 2 * patience.toNanos()) {
        cut(socket);
      }
    }

    @Override
    public void close() {
      watch.cancel(false);
    }
  }
}
