// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.model.step.Outcome;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream's answer says, without changing a byte of it.
 *
 * @param outcome how the call ended
 * @param result the result or error as JSON text, or the whole body where it is no JSON-RPC
 * @param message the message, or null where it is no JSON-RPC
 */
record AnswerReading(Outcome outcome, String result, @Nullable RpcMessage message) {

  /** A whole body. */
  static AnswerReading of(int status, byte[] body, JsonRpcReader reader) {
    try {
      RpcMessage message = reader.read(body);
      if (message.form() == RpcMessage.Form.RESPONSE && (status == 200 || message.failed())) {
        return of(message);
      }
    } catch (RpcSyntaxException notJsonRpc) {
      // Relayed as it is, below.
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return new AnswerReading(new Outcome.ProtocolError(status), text, null);
  }

  /** A response. */
  static AnswerReading of(RpcMessage message) {
    if (message.failed()) {
      String error = message.root().raw("error");
      return new AnswerReading(new Outcome.ProtocolError(code(message)), error, message);
    }
    RawMember isError = message.result().get("isError");
    boolean failed = isError != null && isError.isTrue();
    return new AnswerReading(
        failed ? new Outcome.ToolError() : new Outcome.Succeeded(),
        message.root().raw("result"),
        message);
  }

  private static int code(RpcMessage message) {
    try {
      return Integer.parseInt(message.result().raw("code"));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
