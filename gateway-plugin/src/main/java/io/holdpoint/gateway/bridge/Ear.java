// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what a server says and tells answers from the rest; what is no message is dropped. */
final class Ear implements Pipe.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
  private static final int TOLD = 10;

  private final String name;
  private final Conversation conversation;
  private final JsonRpcReader reader = JsonRpcReader.lenient();
  private int dropped;

  Ear(String name, Conversation conversation) {
    this.name = name;
    this.conversation = conversation;
  }

  @Override
  public void message(byte[] bytes) {
    RpcMessage message;
    try {
      message = reader.read(bytes);
    } catch (RpcSyntaxException noMessage) {
      if (++dropped <= TOLD) {
        LOG.warn(
            "{}: got a line of {} bytes that is no JSON-RPC message, dropped{}",
            name,
            bytes.length,
            dropped == TOLD ? " (further ones are not told)" : "");
      }
      return;
    }
    if (message.form() == RpcMessage.Form.RESPONSE) {
      conversation.answered(message, bytes);
    } else {
      conversation.said(message, Words.line(bytes, List.of()));
    }
  }

  @Override
  public void lost() {
    conversation.lost();
  }
}
