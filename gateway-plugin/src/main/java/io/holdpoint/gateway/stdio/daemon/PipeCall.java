// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.daemon;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamCall;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request at a wrapped server: answered as a whole, or as a stream once it reports progress. */
final class PipeCall implements UpstreamCall {

  private static final byte[] BEFORE = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AFTER = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private final String id;
  private final String token;
  private final UpstreamListener listener;
  private Runnable onCancel = () -> {};
  private Loop.@Nullable Timer limit;
  private boolean streams;
  private boolean over;

  /**
   * @param id as JSON text
   * @param token of its progress, as JSON text; empty if it takes none
   */
  PipeCall(String id, String token, UpstreamListener listener) {
    this.id = id;
    this.token = token;
    this.listener = listener;
  }

  /** A call that has ended already. */
  static final class Over implements UpstreamCall {
    @Override
    public void cancel() {}

    @Override
    public void reading(boolean on) {}
  }

  /** What HTTP says to a message that nobody answers. */
  static void accepted(UpstreamListener listener) {
    listener.head(202, Headers.of());
    listener.end();
  }

  static Headers stream() {
    return Headers.of("content-type", "text/event-stream");
  }

  /** A line as a server-sent event. */
  static byte[] asEvent(byte[] line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + 8);
    out.writeBytes(BEFORE);
    for (byte b : line) {
      // Space between values for JSON, the end of a line for a stream.
      out.write(b == '\r' ? ' ' : b);
    }
    out.writeBytes(AFTER);
    return out.toByteArray();
  }

  String id() {
    return id;
  }

  String token() {
    return token;
  }

  void onCancel(Runnable then) {
    onCancel = then;
  }

  void limit(Loop.Timer timer) {
    limit = timer;
  }

  /** The last look before it leaves. */
  boolean isReady() {
    return !over && listener.readyToSend();
  }

  void answered(byte[] line) {
    if (!finish()) {
      return;
    }
    if (streams) {
      listener.data(asEvent(line));
    } else {
      listener.head(200, Headers.of("content-type", "application/json"));
      listener.data(line);
    }
    listener.end();
  }

  /**
   * Something that belongs to it and is not the answer; from now on it may take as long as it
   * needs.
   */
  void event(byte[] line) {
    if (over) {
      return;
    }
    if (!streams) {
      streams = true;
      endLimit();
      listener.head(200, stream());
    }
    listener.data(asEvent(line));
  }

  void failed(UpstreamFailure failure) {
    if (finish()) {
      listener.failed(failure);
    }
  }

  @Override
  public void cancel() {
    if (finish()) {
      onCancel.run();
    }
  }

  @Override
  public void reading(boolean on) {}

  private boolean finish() {
    boolean first = !over;
    over = true;
    endLimit();
    return first;
  }

  private void endLimit() {
    Loop.Timer timer = limit;
    limit = null;
    if (timer != null) {
      timer.cancel();
    }
  }
}
