// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream that answers by a script, and remembers what it was sent byte for byte. */
public final class StubUpstream implements Closeable {

  private final ServerSocket listening;
  private final Script script;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile int closedByPeer;

  /** Answers a request. */
  public interface Script {
    void answer(Received request, Reply reply) throws IOException;
  }

  /** A request as it came. */
  public record Received(Wire.Head head, String body) {

    /** True if the body names this method. */
    public boolean asks(String method) {
      return body.contains("\"method\":\"" + method + "\"");
    }
  }

  public StubUpstream(Script script) throws IOException {
    this.script = script;
    this.listening = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/mcp";
  }

  /** Requests so far, in order of arrival. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Forgets what was received and who left. */
  public void forget() {
    received.clear();
    sockets.removeIf(Socket::isClosed);
  }

  /** How many requests named this method. */
  public long count(String method) {
    return received.stream().filter(r -> r.asks(method)).count();
  }

  /** How many connections the gateway ended. */
  public int closedByPeer() {
    return closedByPeer;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Reply reply = new Reply(socket.getOutputStream());
      while (!socket.isClosed()) {
        Wire.Head head = Wire.head(in);
        byte[] body = Wire.body(in, head);
        Received request = new Received(head, new String(body, StandardCharsets.UTF_8));
        received.add(request);
        script.answer(request, reply);
        if (reply.hangUp) {
          return;
        }
      }
    } catch (IOException closed) {
      synchronized (this) {
        closedByPeer++;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** The way back. */
  public static final class Reply {

    private final OutputStream out;
    private boolean hangUp;

    Reply(OutputStream out) {
      this.out = out;
    }

    /** A whole JSON answer. */
    public void json(String body, String... moreHeaders) throws IOException {
      answer(200, "application/json", body, moreHeaders);
    }

    /** A whole answer. */
    public void answer(int status, String type, String body, String... moreHeaders)
        throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
      if (!type.isEmpty()) {
        head.append("Content-Type: ").append(type).append("\r\n");
      }
      for (String header : moreHeaders) {
        head.append(header).append("\r\n");
      }
      head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
      send(head + body);
    }

    /** Begins an event stream. */
    public void beginEvents(String... moreHeaders) throws IOException {
      StringBuilder head =
          new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
      for (String header : moreHeaders) {
        head.append(header).append("\r\n");
      }
      send(head.append("Transfer-Encoding: chunked\r\n\r\n").toString());
    }

    /** Bytes of an event stream, in a chunk of their own. */
    public void events(String text) throws IOException {
      int size = text.getBytes(StandardCharsets.UTF_8).length;
      send(Integer.toHexString(size) + "\r\n" + text + "\r\n");
    }

    /** Ends an event stream. */
    public void endEvents() throws IOException {
      send("0\r\n\r\n");
    }

    /** Sends raw bytes. */
    public void send(String raw) throws IOException {
      out.write(raw.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** Closes the connection after this answer. */
    public void hangUp() {
      hangUp = true;
    }
  }
}
