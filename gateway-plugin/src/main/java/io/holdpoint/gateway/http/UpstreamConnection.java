// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to an upstream: serves one call after the other, idles in the loop's pool. */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write ends in channelInactive.
final class UpstreamConnection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final NettyLoop loop;
  private final UpstreamTarget target;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable ActiveCall call;
  private boolean keepAlive = true;
  private boolean interim;
  private long idleNanos = IDLE_NANOS;
  private long idleSince;

  UpstreamConnection(NettyLoop loop, UpstreamTarget target) {
    this.loop = loop;
    this.target = target;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.ctx = context;
  }

  boolean isUsable(long nowNanos) {
    return ctx != null && ctx.channel().isActive() && nowNanos - idleSince < idleNanos;
  }

  void send(ActiveCall active, UpstreamRequest request) {
    this.call = active;
    ChannelHandlerContext context = ctx;
    if (context == null) {
      throw new IllegalStateException("upstream connection: got no channel (expected: a channel)");
    }
    ByteBuf last = HeadBytes.request(target, request, context.alloc());
    if (request.body().length > HeadBytes.LONGEST_COPIED) {
      context.write(last, context.voidPromise());
      last = Unpooled.wrappedBuffer(request.body());
    }
    context
        .writeAndFlush(last)
        .addListener(
            written -> {
              if (!written.isSuccess() && call == active) {
                active.writeFailed();
                context.close();
              }
            });
  }

  void reading(boolean on) {
    if (ctx != null) {
      ctx.channel().config().setAutoRead(on);
    }
  }

  /** Back to the pool, unused or after a complete answer. */
  void release() {
    call = null;
    if (keepAlive && ctx != null && ctx.channel().isActive()) {
      reading(true);
      idleSince = System.nanoTime();
      loop.idle(target).give(this);
    } else {
      close();
    }
  }

  void close() {
    call = null;
    if (ctx != null) {
      ctx.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    HttpObject part = (HttpObject) message;
    try {
      ActiveCall active = call;
      if (active == null) {
        // Bytes nobody asked for: the connection is out of step.
        context.close();
      } else if (part.decoderResult().isFailure()) {
        close();
        active.unreadable();
      } else {
        take(active, part);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void take(ActiveCall active, HttpObject part) {
    if (part instanceof HttpResponse head) {
      interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (!interim) {
        keepAlive = HttpUtil.isKeepAlive(head);
        noteKeepAlive(head.headers().get("keep-alive"));
        active.head(head.status().code(), new Headers(head.headers()));
      }
    }
    if (interim) {
      return;
    }
    if (part instanceof HttpContent content && content.content().isReadable()) {
      active.data(BodyBuffer.bytesOf(content.content()));
    }
    if (part instanceof LastHttpContent && call == active) {
      release();
      active.end();
    }
  }

  /** An upstream that says when it hangs up is left a second earlier. */
  private void noteKeepAlive(@Nullable String value) {
    int at = value == null ? -1 : value.indexOf("timeout=");
    if (value == null || at < 0) {
      return;
    }
    int seconds = 0;
    for (int i = at + 8; i < value.length() && seconds < 10_000; i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      seconds = seconds * 10 + c - '0';
    }
    idleNanos = Math.min(IDLE_NANOS, TimeUnit.SECONDS.toNanos(Math.max(0, seconds - 1L)));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.idle(target).remove(this);
    ActiveCall active = call;
    call = null;
    if (active != null) {
      active.lost();
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection to {} failed", target.authority(), cause);
    context.close();
  }
}
