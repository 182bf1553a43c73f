// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.canary;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.policy.CallSketch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who calls with a canary: keeps what it is answered. */
final class CanaryCaller implements Responder {

  private static final String BEGIN = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",";

  private final Loop loop;
  private final CompletableFuture<String> answered = new CompletableFuture<>();
  private final ByteArrayOutputStream streamed = new ByteArrayOutputStream();
  private Runnable gone = () -> {};
  private boolean begun;

  CanaryCaller(Loop loop) {
    this.loop = loop;
  }

  /** The request of a sketched call. */
  static HttpRequest request(CallSketch call) {
    String arguments = call.arguments().isEmpty() ? "{}" : call.arguments();
    String body =
        BEGIN
            + "\"params\":{\"name\":"
            + Json.quote(call.tool())
            + ",\"arguments\":"
            + arguments
            + "}}";
    Headers headers =
        Headers.of(
            "content-type", "application/json", "accept", "application/json, text/event-stream");
    String target = "/" + call.upstream() + "/mcp";
    return new HttpRequest("POST", target, headers, body.getBytes(StandardCharsets.UTF_8), 0);
  }

  /** True for a call made by {@link #request}. */
  static boolean isCall(String body) {
    return body.startsWith(BEGIN);
  }

  CompletionStage<String> answered() {
    return answered;
  }

  /** It waits no longer. */
  void leave() {
    loop.execute(() -> gone.run());
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public boolean isOpen() {
    return !answered.isDone();
  }

  @Override
  public boolean hasBegun() {
    return begun;
  }

  @Override
  public void answer(int status, Headers headers, byte[] body) {
    answered.complete(new String(body, StandardCharsets.UTF_8));
  }

  @Override
  public void begin(int status, Headers headers) {
    begun = true;
  }

  @Override
  public void write(byte[] bytes) {
    streamed.writeBytes(bytes);
  }

  @Override
  public void end() {
    answered.complete(streamed.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void abort() {
    answered.complete("");
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void onWritability(Runnable listener) {}

  @Override
  public void onGone(Runnable listener) {
    gone = listener;
  }
}
