// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Header fields of a request or an answer; names in any case, values as received. */
public final class Headers {

  /** Fields that end at each hop (RFC 9110 section 7.6.1), and those the sender must set itself. */
  private static final FieldNames HOP_BY_HOP =
      FieldNames.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "host",
          "expect");

  private final HttpHeaders fields;

  Headers(HttpHeaders fields) {
    this.fields = fields;
  }

  /** Fields given as name, value, name, value. */
  public static Headers of(String... namesAndValues) {
    HttpHeaders fields = fresh();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Headers(fields);
  }

  /** The first value of a field, or null. */
  public @Nullable String get(String name) {
    return fields.get(name);
  }

  /** The first value of a field, or the empty text. */
  public String text(String name) {
    String value = fields.get(name);
    return value == null ? "" : value;
  }

  /** All values of a field. */
  public List<String> all(String name) {
    Iterator<String> values = fields.valueStringIterator(name);
    if (!values.hasNext()) {
      return List.of();
    }
    String first = values.next();
    return values.hasNext() ? List.copyOf(fields.getAll(name)) : List.of(first);
  }

  /** The names of all fields, as received. */
  public Set<String> names() {
    return Set.copyOf(fields.names());
  }

  /** True if the body is a stream of server-sent events. */
  public boolean isEventStream() {
    String type = text("content-type");
    return type.regionMatches(true, 0, "text/event-stream", 0, 17);
  }

  /** True if the body is encoded and cannot be read as it stands. */
  public boolean isEncoded() {
    String encoding = text("content-encoding");
    return !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity");
  }

  /** All fields, in their order. */
  public List<Map.Entry<String, String>> entries() {
    return fields.entries();
  }

  /** The same fields without those that end at this hop and without {@code dropped}. */
  public Headers endToEnd(Set<String> dropped) {
    return endToEnd(
        dropped.isEmpty() ? FieldNames.NONE : FieldNames.of(dropped.toArray(new String[0])));
  }

  /** As {@link #endToEnd(Set)}, for names that are asked for often. */
  public Headers endToEnd(FieldNames dropped) {
    Set<String> named = namedByConnection();
    // Names and values were checked when they were read.
    HttpHeaders kept =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    Iterator<Map.Entry<CharSequence, CharSequence>> all = fields.iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = all.next();
      CharSequence name = field.getKey();
      if (!HOP_BY_HOP.contain(name) && !dropped.contain(name) && !isOneOf(name, named)) {
        kept.add(name, field.getValue());
      }
    }
    return new Headers(kept);
  }

  private static boolean isOneOf(CharSequence name, Set<String> names) {
    if (names.isEmpty()) {
      return false;
    }
    for (CharSequence one : names) {
      if (one.length() == name.length() && AsciiString.contentEqualsIgnoreCase(one, name)) {
        return true;
      }
    }
    return false;
  }

  /** Sets a field of this instance, which must have been made by its caller. */
  public Headers set(String name, String value) {
    fields.set(name, value);
    return this;
  }

  HttpHeaders netty() {
    return fields;
  }

  private Set<String> namedByConnection() {
    String connection = fields.get(HttpHeaderNames.CONNECTION);
    if (connection == null || connection.equalsIgnoreCase("keep-alive")) {
      return Set.of();
    }
    return fields.getAll(HttpHeaderNames.CONNECTION).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static HttpHeaders fresh() {
    return DefaultHttpHeadersFactory.headersFactory().newHeaders();
  }
}
