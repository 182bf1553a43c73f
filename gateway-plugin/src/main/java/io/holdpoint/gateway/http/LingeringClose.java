// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client may still be sending: the way out at once, the way in when the
 * client is done or time is up. A socket closed with bytes unread resets the connection, and a
 * reset can overtake the answer that says why (RFC 9112, section 9.6).
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed close ends in channelInactive.
final class LingeringClose implements ChannelFutureListener {

  static final LingeringClose INSTANCE = new LingeringClose();

  private static final long LIMIT_SECONDS = 2;

  private LingeringClose() {}

  @Override
  public void operationComplete(ChannelFuture answered) {
    Channel channel = answered.channel();
    if (!answered.isSuccess() || !(channel instanceof DuplexChannel duplex)) {
      channel.close();
      return;
    }
    channel.config().setAutoRead(true);
    SslHandler secured = channel.pipeline().get(SslHandler.class);
    if (secured == null) {
      duplex.shutdownOutput();
    } else {
      secured.closeOutbound().addListener(said -> duplex.shutdownOutput());
    }
    Future<?> limit =
        channel
            .eventLoop()
            .schedule(
                () -> {
                  channel.close();
                },
                LIMIT_SECONDS,
                TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> limit.cancel(false));
  }
}
