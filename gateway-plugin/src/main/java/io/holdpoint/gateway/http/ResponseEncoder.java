// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Encodes streamed answers; what comes as bytes is a whole answer and passes. */
@SuppressWarnings("FutureReturnValueIgnored") // The promise tells.
final class ResponseEncoder extends HttpResponseEncoder {

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof ByteBuf) {
      ctx.write(message, promise);
    } else {
      super.write(ctx, message, promise);
    }
  }
}
