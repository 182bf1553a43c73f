// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/**
 * Whole messages in one piece of memory and so in one write: by way of Netty's encoder head and
 * body are two, and several objects more. Names and values were checked when they were read, or are
 * ours.
 */
final class HeadBytes {

  /** Longer bodies are not copied behind their heads. */
  static final int LONGEST_COPIED = 64 * 1024;

  private static final AsciiString HTTP_1_1 = AsciiString.cached("HTTP/1.1");
  private static final int HEAD = 512;

  /** Written by whoever sends the message, whatever the fields say. */
  private static final FieldNames OURS = FieldNames.of("host", "content-length", "connection");

  private static final int CRLF = '\r' << 8 | '\n';
  private static final int COLON = ':' << 8 | ' ';
  private static final int RESET_CONTENT = 205;

  private HeadBytes() {}

  /** A request with its body, unless that is too long to be copied. */
  static ByteBuf request(UpstreamTarget target, UpstreamRequest request, ByteBufAllocator memory) {
    byte[] body = request.body();
    ByteBuf out = memory.ioBuffer(HEAD + copied(body));
    ByteBufUtil.writeAscii(out, request.method());
    out.writeByte(' ');
    ByteBufUtil.writeUtf8(out, target.path());
    out.writeByte(' ');
    ByteBufUtil.writeAscii(out, HTTP_1_1);
    out.writeShort(CRLF);
    fields(out, request.headers().netty());
    field(out, HttpHeaderNames.HOST, target.authority());
    if (body.length > 0 || request.method().equals("POST")) {
      field(out, HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
    }
    out.writeShort(CRLF);
    return out.writeBytes(body, 0, copied(body));
  }

  /**
   * A response with its body, unless that is too long to be copied.
   *
   * @param bodiless true if the request was one that is answered without a body
   * @param closes true if the connection ends with it
   */
  static ByteBuf response(
      int status,
      HttpHeaders fields,
      byte[] body,
      boolean bodiless,
      boolean closes,
      ByteBufAllocator memory) {
    boolean sent = !bodiless && !isEmpty(status);
    ByteBuf out = memory.ioBuffer(HEAD + copied(body));
    ByteBufUtil.writeAscii(out, HTTP_1_1);
    out.writeByte(' ');
    HttpResponseStatus line = HttpResponseStatus.valueOf(status);
    ByteBufUtil.writeAscii(out, line.codeAsText());
    out.writeByte(' ');
    ByteBufUtil.writeAscii(out, line.reasonPhrase());
    out.writeShort(CRLF);
    fields(out, fields);
    if (!isEmpty(status) || status == RESET_CONTENT) {
      int length = status == RESET_CONTENT ? 0 : body.length;
      field(out, HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
    }
    if (closes) {
      field(out, HttpHeaderNames.CONNECTION, "close");
    }
    out.writeShort(CRLF);
    return sent ? out.writeBytes(body, 0, copied(body)) : out;
  }

  /**
   * True for a status that has no body (RFC 9110 section 6.4.1), and for one that resets a form.
   */
  static boolean isEmpty(int status) {
    return status < 200 || status == 204 || status == RESET_CONTENT || status == 304;
  }

  private static int copied(byte[] body) {
    return body.length > LONGEST_COPIED ? 0 : body.length;
  }

  private static void fields(ByteBuf out, HttpHeaders fields) {
    Iterator<Map.Entry<CharSequence, CharSequence>> all = fields.iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = all.next();
      if (!OURS.contain(field.getKey())) {
        field(out, field.getKey(), field.getValue());
      }
    }
  }

  private static void field(ByteBuf out, CharSequence name, CharSequence value) {
    ByteBufUtil.writeAscii(out, name);
    out.writeShort(COLON);
    ByteBufUtil.writeAscii(out, value);
    out.writeShort(CRLF);
  }
}
