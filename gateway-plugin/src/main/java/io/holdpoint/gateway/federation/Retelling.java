// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.Splice;
import io.holdpoint.gateway.mcp.legacy.Reaches;
import org.jspecify.annotations.Nullable;

/**
 * Retells one upstream's messages under the names this endpoint has for its resources, tasks and
 * questions. Every other byte stays.
 */
final class Retelling {

  private final PrefixTable table;
  private final JsonRpcReader reader;
  private final String upstream;
  private final @Nullable FederatedSession session;

  Retelling(
      PrefixTable table,
      JsonRpcReader reader,
      String upstream,
      @Nullable FederatedSession session) {
    this.table = table;
    this.reader = reader;
    this.upstream = upstream;
    this.session = session;
  }

  /** The message of the upstream, or null if the bytes are none. */
  @Nullable RpcMessage read(byte[] json) {
    try {
      return reader.read(json);
    } catch (RpcSyntaxException noMessage) {
      return null;
    }
  }

  /** The message as the client reads it; the same bytes if there is nothing to retell. */
  byte[] message(byte[] json) {
    return retold(json).toBytes();
  }

  private Splice retold(byte[] json) {
    Splice splice = new Splice(json);
    RpcMessage message = read(json);
    if (message == null) {
      return splice;
    }
    for (RawMember uri : Reaches.uris(message)) {
      splice.replace(uri, Json.quote(table.uri(upstream, uri.text())));
    }
    for (RawMember task : Reaches.tasks(message)) {
      splice.replace(task, Json.quote(table.name(upstream, task.text())));
    }
    if (session != null) {
      questions(message, session, splice);
    }
    return splice;
  }

  private void questions(RpcMessage message, FederatedSession asking, Splice splice) {
    RawMember id = message.root().get("id");
    if (message.form() == RpcMessage.Form.REQUEST && id != null) {
      splice.replace(id, asking.asked(upstream, message.id()));
    }
    RawMember cancelled = Reaches.cancelled(message);
    String known = cancelled == null ? null : asking.askedAs(upstream, cancelled.raw());
    if (cancelled != null && known != null) {
      splice.replace(cancelled, known);
    }
  }

  /** An event as the client reads it. Its id is unique among those of all upstreams. */
  byte[] event(byte[] event, byte @Nullable [] data) {
    Events.IdLine line = Events.idLine(event);
    Splice told = data == null ? null : retold(data);
    String id = line == null || line.id().isEmpty() ? "" : eventId(line.id());
    if (told != null && !told.isEmpty()) {
      return Events.of(told.toBytes(), id);
    }
    return line == null || id.isEmpty()
        ? event
        : new Splice(event).replace(line.start(), line.end(), Json.bytes(id)).toBytes();
  }

  private String eventId(String own) {
    return session == null ? own : upstream + ":" + own;
  }
}
