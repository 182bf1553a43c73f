// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.masking.Masking;
import io.holdpoint.gateway.masking.MaskingSettings.Where;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.Subject;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of a call as the other side reads them. What a server sends is masked after it was
 * judged, what a client sends before it leaves; lists of tools and first words pass as they are.
 */
final class Masked {

  private Masked() {}

  /**
   * How the other side reads a payload.
   *
   * @param asIs whether nothing of it is masked, whatever the rules say
   */
  record View(Where where, boolean asIs) {}

  /** How what a server says to a caller is read. */
  static View view(CallServices services, Caller caller) {
    return new View(where(services, caller), isAsIs(caller.exchange().subject()));
  }

  private static Where where(CallServices services, Caller caller) {
    return switch (caller.exchange().subject()) {
      case Subject.Listening listening -> services.masks().ofStream(caller);
      case Subject.Watching watching -> services.masks().ofStream(caller);
      case Subject.Task task -> services.masks().ofTask(caller, task.task());
      case Subject.Relayed relayed when !relayed.task().isEmpty() ->
          services.masks().ofTask(caller, relayed.task());
      case Subject.Relayed relayed -> where(caller);
      case Subject.Judged judged -> where(caller);
      case Subject.Opening opening -> where(caller);
      case Subject.Listing listing -> where(caller);
      case Subject.Discovery discovery -> where(caller);
      case Subject.Ending ending -> where(caller);
      case Subject.Notice notice -> where(caller);
      case Subject.Answer answer -> where(caller);
    };
  }

  static Where where(Caller caller) {
    return new Where(
        caller.upstream().name(),
        tool(caller.exchange().subject(), caller.exchange().method()),
        caller.principal().identity().subject(),
        caller.session().id().value(),
        caller.masks());
  }

  private static String tool(Subject subject, String method) {
    return subject instanceof Subject.Judged judged ? judged.tool() : method;
  }

  /** A judged request as it leaves, with the headers that repeat its arguments. */
  static Caller outgoing(CallServices services, Caller caller) {
    Masking masking = services.masking();
    RawMember params =
        masking.isActive() || !caller.masks().isEmpty()
            ? params(services, caller.request().body())
            : null;
    if (params == null) {
      return caller;
    }
    Where where = where(caller);
    HttpRequest request = caller.request();
    byte[] body = masking.request(where, request.body(), params);
    if (Arrays.equals(body, request.body())) {
      return caller;
    }
    Headers headers =
        caller.protocol().repeating(request.headers(), text -> masking.repeated(where, text));
    return caller.with(
        caller.exchange(),
        new HttpRequest(request.method(), request.target(), headers, body, request.connection()));
  }

  /**
   * A client's answer as it leaves.
   *
   * @param method what the server asked, empty if that is not known
   */
  static Caller reply(CallServices services, Caller caller, RpcMessage message, String method) {
    HttpRequest request = caller.request();
    Where as = where(caller);
    Where where = new Where(as.upstream(), method, as.principal(), as.session(), as.also());
    byte[] body = services.masking().reply(where, request.body(), message);
    return Arrays.equals(body, request.body())
        ? caller
        : caller.with(
            caller.exchange(),
            new HttpRequest(
                request.method(), request.target(), request.headers(), body, request.connection()));
  }

  private static @Nullable RawMember params(CallServices services, byte[] body) {
    try {
      return services.answers().read(body).root().get("params");
    } catch (RpcSyntaxException impossible) {
      throw new IllegalStateException("request: cannot be read a second time", impossible);
    }
  }

  /** A whole answer as the client reads it. */
  static byte[] answer(CallServices services, Caller caller, byte[] body) {
    if (isQuiet(services, caller)) {
      return body;
    }
    View view = view(services, caller);
    return view.asIs() ? body : services.masking().message(view.where(), body);
  }

  /** An event as the client reads it. */
  static byte[] event(CallServices services, Caller caller, EventSplitter.Event event) {
    return isQuiet(services, caller)
        ? event.bytes()
        : event(services, view(services, caller), event);
  }

  /** An event of a call as its client reads it, whatever way it comes. */
  static byte[] event(CallServices services, View view, EventSplitter.Event event) {
    byte[] data = event.data();
    if (data == null || view.asIs()) {
      return event.bytes();
    }
    byte[] masked = services.masking().message(view.where(), data);
    return Arrays.equals(masked, data) ? event.bytes() : withData(event.bytes(), masked);
  }

  /** True if nobody wants anything masked, which is nearly always so. */
  private static boolean isQuiet(CallServices services, Caller caller) {
    return !services.masking().isActive()
        && caller.masks().isEmpty()
        && !services.masks().knowsRules();
  }

  private static boolean isAsIs(Subject subject) {
    return switch (subject) {
      case Subject.Opening opening -> true;
      case Subject.Listing listing -> true;
      case Subject.Discovery discovery -> true;
      case Subject.Watching watching -> false;
      case Subject.Ending ending -> true;
      case Subject.Notice notice -> true;
      case Subject.Answer answer -> true;
      case Subject.Judged judged -> false;
      case Subject.Task task -> false;
      case Subject.Relayed relayed -> false;
      case Subject.Listening listening -> false;
    };
  }

  /** The event with other data; all its other lines stay. */
  private static byte[] withData(byte[] event, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(event.length + 64);
    boolean written = false;
    int line = 0;
    for (int i = 0; i < event.length; i++) {
      if (event[i] == '\n'
          || (event[i] == '\r' && (i + 1 == event.length || event[i + 1] != '\n'))) {
        boolean isData =
            i - line >= 4
                && event[line] == 'd'
                && event[line + 1] == 'a'
                && event[line + 2] == 't'
                && event[line + 3] == 'a'
                && (event[line + 4] == ':' || i - line == 4);
        if (!isData) {
          out.write(event, line, i + 1 - line);
        } else if (!written) {
          written = true;
          for (String part :
              List.of(new String(data, java.nio.charset.StandardCharsets.UTF_8).split("\n", -1))) {
            out.writeBytes(Json.bytes("data: " + part + "\n"));
          }
        }
        line = i + 1;
      }
    }
    return out.toByteArray();
  }
}
