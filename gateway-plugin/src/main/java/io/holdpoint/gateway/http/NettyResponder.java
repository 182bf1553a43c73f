// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** Writes the answer to one request of a client connection. */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write ends in channelInactive.
final class NettyResponder implements Responder {

  private static final byte[] NOTHING = new byte[0];

  private final ServerConnection connection;
  private final ChannelHandlerContext ctx;
  private final NettyLoop loop;
  private final boolean keepAlive;
  private final boolean chunked;
  private final boolean bodiless;
  private boolean open = true;
  private boolean begun;
  private boolean cutOff;
  private @Nullable Runnable onWritability;
  private @Nullable Runnable onGone;

  NettyResponder(
      ServerConnection connection, ChannelHandlerContext ctx, NettyLoop loop, HttpRequest request) {
    this.connection = connection;
    this.ctx = ctx;
    this.loop = loop;
    this.keepAlive = HttpUtil.isKeepAlive(request);
    this.chunked = request.protocolVersion().isKeepAliveDefault();
    this.bodiless = isBodiless(request);
  }

  /** Answers what is no request, then closes. */
  static void refuse(
      ChannelHandlerContext ctx, @Nullable HttpRequest head, int status, byte[] body) {
    HttpHeaders fields = Headers.of("content-type", "application/json").netty();
    boolean bodiless = head != null && isBodiless(head);
    ctx.writeAndFlush(HeadBytes.response(status, fields, body, bodiless, true, ctx.alloc()))
        .addListener(LingeringClose.INSTANCE);
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean hasBegun() {
    return begun;
  }

  @Override
  public void answer(int status, Headers headers, byte[] body) {
    if (!open) {
      return;
    }
    byte[] sent = bodiless || HeadBytes.isEmpty(status) ? NOTHING : body;
    ByteBuf last =
        HeadBytes.response(status, headers.netty(), body, bodiless, !keepAlive, ctx.alloc());
    if (sent.length > HeadBytes.LONGEST_COPIED) {
      ctx.write(last, ctx.voidPromise());
      last = Unpooled.wrappedBuffer(sent);
    }
    finish(last);
  }

  @Override
  public void begin(int status, Headers headers) {
    if (!open || begun) {
      return;
    }
    begun = true;
    DefaultHttpResponse response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), copy(headers));
    if (chunked) {
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    HttpUtil.setKeepAlive(response, keepAlive && chunked);
    ctx.writeAndFlush(response, ctx.voidPromise());
  }

  @Override
  public void write(byte[] bytes) {
    if (open && bytes.length > 0) {
      ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)), ctx.voidPromise());
    }
  }

  @Override
  public void end() {
    if (open && begun) {
      finish(LastHttpContent.EMPTY_LAST_CONTENT);
    } else if (open) {
      // Nothing has begun: an end without a head would be no answer.
      answer(503, Headers.of("retry-after", "2"), NOTHING);
    }
  }

  @Override
  public void abort() {
    open = false;
    ctx.close();
  }

  @Override
  public boolean isWritable() {
    return ctx.channel().isWritable();
  }

  @Override
  public void onWritability(Runnable listener) {
    this.onWritability = listener;
  }

  @Override
  public void onGone(Runnable listener) {
    this.onGone = listener;
  }

  void callerLeft() {
    boolean before = open;
    open = false;
    if (before && onGone != null) {
      onGone.run();
    }
  }

  void writabilityChanged() {
    if (onWritability != null) {
      onWritability.run();
    }
  }

  @Override
  public boolean wasCutOff() {
    return cutOff;
  }

  /** The caller takes in nothing and is about to be cut off. */
  void cutOff() {
    cutOff = true;
  }

  private void finish(Object last) {
    open = false;
    boolean goesOn = keepAlive && (chunked || !begun);
    if (goesOn) {
      ctx.writeAndFlush(last, ctx.voidPromise());
    } else {
      ctx.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
    }
    connection.answered(ctx, goesOn);
  }

  private static boolean isBodiless(HttpRequest request) {
    return request.method().equals(HttpMethod.HEAD);
  }

  private static HttpHeaders copy(Headers headers) {
    return headers.netty().copy();
  }
}
