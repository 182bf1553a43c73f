// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One client connection, by hand. */
public final class RawClient implements Closeable {

  private final Socket socket;
  private final InputStream in;
  private final int port;

  public RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Over a socket that is connected. */
  public RawClient(Socket socket) throws IOException {
    this.port = socket.getPort();
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** An answer, read whole. */
  public record Answer(int status, Wire.Head head, String body) {}

  /** Posts a body to an upstream and reads the answer. */
  public Answer post(String upstream, String body, String... headers) throws IOException {
    sendPost(upstream, body, headers);
    return read();
  }

  /** Posts a body and does not wait. */
  public void sendPost(String upstream, String body, String... headers) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    StringBuilder head = new StringBuilder("POST " + path(upstream) + " HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(port).append("\r\n");
    head.append("Content-Type: application/json\r\n");
    if (String.join("", headers).indexOf("Accept:") < 0) {
      head.append("Accept: application/json, text/event-stream\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    send(head.append("Content-Length: ").append(length).append("\r\n\r\n") + body);
  }

  /** The path of an upstream; of all of them for an empty name. */
  public static String path(String upstream) {
    return upstream.isEmpty() ? "/mcp" : "/" + upstream + "/mcp";
  }

  /** Sends raw bytes. */
  public void send(String raw) throws IOException {
    socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Reads an answer whole. */
  public Answer read() throws IOException {
    Wire.Head head = readHead();
    return answer(head, Wire.body(in, head));
  }

  /** Reads the head of a streamed answer. */
  public Wire.Head readHead() throws IOException {
    return Wire.head(in);
  }

  /** Reads one chunk of a streamed answer; empty at its end. */
  public String readChunk() throws IOException {
    return new String(Wire.chunk(in), StandardCharsets.UTF_8);
  }

  /** True if something came that was not read yet. */
  public boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  /** True if the other side closed the connection. */
  public boolean isClosedByPeer() throws IOException {
    return in.read() < 0;
  }

  /** Ends the connection by a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static Answer answer(Wire.Head head, byte[] body) {
    int status = Integer.parseInt(head.start().split(" ")[1]);
    return new Answer(status, head, new String(body, StandardCharsets.UTF_8));
  }
}
