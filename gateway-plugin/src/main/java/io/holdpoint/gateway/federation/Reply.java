// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What one upstream answered.
 *
 * @param status of HTTP; 0 if no answer came
 * @param headers of the answer
 * @param body its bytes, or those of the event that carried the answer
 * @param message the JSON-RPC response, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
record Reply(int status, Headers headers, byte[] body, @Nullable RpcMessage message) {

  private static final String REFUSED = "-31001";
  private static final String FAILED = "-31002";
  private static final int NO_METHOD_CODE = -32601;
  private static final String NO_METHOD = String.valueOf(NO_METHOD_CODE);

  static final Reply NONE = new Reply(0, Headers.of(), new byte[0], null);

  /** An upstream that declares nothing of the kind need not be asked. */
  static Reply nothing(String id, JsonRpcReader reader) {
    byte[] none = Json.error(id, NO_METHOD_CODE, "not declared");
    try {
      return new Reply(200, Headers.of(), none, reader.read(none));
    } catch (RpcSyntaxException impossible) {
      throw new IllegalStateException("our own message: cannot be read", impossible);
    }
  }

  /** True for a result. */
  boolean isGood() {
    return status == 200 && message != null && !message.failed();
  }

  /** True if the upstream has nothing of the kind. */
  boolean isUnknownMethod() {
    return isError(NO_METHOD);
  }

  /** True if a control of this gateway refused it. */
  boolean isRefused() {
    return isError(REFUSED);
  }

  /** True if the upstream was reached and answered. */
  boolean isOfUpstream() {
    return status > 0 && status < 500 && !isRefused() && !isError(FAILED);
  }

  private boolean isError(String code) {
    return message != null && message.failed() && message.result().raw("code").equals(code);
  }

  /** What it is, for people. */
  String text() {
    if (message != null && message.failed()) {
      return message.result().text("message");
    }
    return status == 0 ? "got no answer in time" : "got HTTP status " + status;
  }
}
