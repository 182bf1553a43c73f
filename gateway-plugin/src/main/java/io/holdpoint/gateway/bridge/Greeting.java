// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.http.UpstreamListener;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The answer of a shared server to the bridge's first word: all its callers get it. */
final class Greeting implements UpstreamListener {

  private final Consumer<@Nullable String> then;
  private byte[] answer = new byte[0];

  /**
   * @param then gets the result as JSON text, or null
   */
  Greeting(Consumer<@Nullable String> then) {
    this.then = then;
  }

  @Override
  public boolean readyToSend() {
    return true;
  }

  @Override
  public void head(int status, Headers headers) {}

  @Override
  public void data(byte[] bytes) {
    answer = bytes;
  }

  @Override
  public void end() {
    try {
      RpcMessage message = JsonRpcReader.lenient().read(answer);
      then.accept(message.failed() ? null : message.root().raw("result"));
    } catch (RpcSyntaxException noAnswer) {
      then.accept(null);
    }
  }

  @Override
  public void failed(UpstreamFailure failure) {
    then.accept(null);
  }
}
