// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.holdpoint.gateway.tls.TlsPeer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client connection: reads a request whole, hands it over, and waits for its answer. */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write ends in channelInactive.
final class ServerConnection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

  private final NettyLoop loop;
  private final long id;
  private final ServerLimits limits;
  private final Patience patience;
  private final RequestHandler handler;
  private final @Nullable TlsPeer peer;
  private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();
  private io.netty.handler.codec.http.@Nullable HttpRequest head;
  private BodyBuffer body = new BodyBuffer();
  private @Nullable NettyResponder current;
  private @Nullable ChannelHandlerContext active;
  private boolean closing;

  /**
   * @param peer its client by TLS, or null for plain text
   */
  ServerConnection(
      NettyLoop loop,
      long id,
      ServerLimits limits,
      RequestHandler handler,
      @Nullable TlsPeer peer) {
    this.peer = peer;
    this.loop = loop;
    this.id = id;
    this.limits = limits;
    this.patience = new Patience(limits, System.nanoTime());
    this.handler = handler;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    active = ctx;
    loop.serves(this);
    ctx.fireChannelActive();
  }

  /** Bytes came, before anybody made sense of them. */
  void bytesCame() {
    if (current == null) {
      patience.bytes();
    }
  }

  /** Ends the connection of a client that keeps everybody waiting. */
  void check(long nowNanos) {
    ChannelHandlerContext ctx = active;
    if (ctx == null || closing) {
      return;
    }
    switch (patience.check(ctx.channel(), nowNanos)) {
      case FINE -> {}
      case SILENT -> ctx.close();
      case SLOW_REQUEST ->
          refuse(
              ctx,
              408,
              handler.unreadable(
                  "got no whole request within " + limits.request().toSeconds() + " s"));
      case STALLED -> {
        LOG.info("client connection {} takes in nothing and is closed", id);
        if (current != null) {
          current.cutOff();
        }
        ctx.close();
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    HttpObject part = (HttpObject) message;
    if (closing) {
      ReferenceCountUtil.release(part);
    } else if (current != null) {
      // A pipelined request waits for its turn; the socket keeps the rest.
      waiting.add(part);
      ctx.channel().config().setAutoRead(false);
    } else {
      take(ctx, part);
    }
  }

  private void take(ChannelHandlerContext ctx, HttpObject part) {
    try {
      if (part.decoderResult().isFailure()) {
        refuse(ctx, 400, handler.unreadable("the bytes are no HTTP/1.1 request"));
        return;
      }
      if (part instanceof io.netty.handler.codec.http.HttpRequest request) {
        begin(ctx, request);
      }
      if (!closing && part instanceof HttpContent content) {
        append(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void begin(ChannelHandlerContext ctx, io.netty.handler.codec.http.HttpRequest request) {
    head = request;
    body = new BodyBuffer();
    long announced = HttpUtil.getContentLength(request, 0L);
    if (announced > limits.maxBody()) {
      refuse(ctx, 413, handler.tooLarge(limits.maxBody()));
      return;
    }
    body.expect(announced);
    if (HttpUtil.is100ContinueExpected(request)) {
      ctx.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void append(ChannelHandlerContext ctx, HttpContent content) {
    if ((long) body.length() + content.content().readableBytes() > limits.maxBody()) {
      refuse(ctx, 413, handler.tooLarge(limits.maxBody()));
      return;
    }
    body.add(content.content());
    io.netty.handler.codec.http.HttpRequest request = head;
    if (content instanceof LastHttpContent && request != null) {
      head = null;
      byte[] bytes = body.toBytes();
      body = new BodyBuffer();
      patience.whole();
      NettyResponder responder = new NettyResponder(this, ctx, loop, request);
      current = responder;
      handler.handle(
          new HttpRequest(
              request.method().name(),
              request.uri(),
              new Headers(request.headers()),
              bytes,
              id,
              peer == null ? null : peer.certificate()),
          responder);
    }
  }

  private void refuse(ChannelHandlerContext ctx, int status, byte[] answer) {
    closing = true;
    NettyResponder.refuse(ctx, head, status, answer);
  }

  /** The answer of the current request is complete. */
  void answered(ChannelHandlerContext ctx, boolean keepAlive) {
    current = null;
    if (!keepAlive) {
      closing = true;
      dropWaiting();
      return;
    }
    while (current == null && !closing && !waiting.isEmpty()) {
      take(ctx, waiting.poll());
    }
    if (current == null && head != null) {
      patience.bytes();
    }
    if (waiting.isEmpty() && !closing) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    loop.leaves(this);
    closing = true;
    dropWaiting();
    NettyResponder gone = current;
    current = null;
    if (gone != null) {
      gone.callerLeft();
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (current != null) {
      current.writabilityChanged();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && current == null) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof DecoderException
        && cause.getCause() instanceof SSLException refused
        && peer != null) {
      peer.failed(String.valueOf(ctx.channel().remoteAddress()), refused);
    } else if (cause instanceof IOException) {
      LOG.debug("client connection {} failed", id, cause);
    } else {
      LOG.error("client connection {} ends after a fault of ours", id, cause);
    }
    ctx.close();
  }

  private void dropWaiting() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }
}
