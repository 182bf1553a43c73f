// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.Splice;
import io.holdpoint.gateway.mcp.legacy.Reaches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What servers of the era without sessions tell of changes. The first event says what all of them
 * together tell of, so it waits, shortly, for the first event of each.
 */
final class ChangeStream extends MergedStream {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String RESOURCES = "resourceSubscriptions";

  private final PrefixTable table;
  private final RawMember filter;
  private final Map<String, String> told = new LinkedHashMap<>();
  private final Set<String> silent = new HashSet<>();
  private final List<byte[]> waiting = new ArrayList<>();
  private boolean acknowledged;
  private byte @Nullable [] result;
  private @Nullable Reply refusal;

  ChangeStream(Inbound in, Members members, PrefixTable table, RawMember filter) {
    super(in, members, table);
    this.table = table;
    this.filter = filter;
  }

  void start() {
    List<String> asked = members().upstreams().stream().filter(this::isConcerned).toList();
    silent.addAll(asked);
    in().loop().schedule(PATIENCE, this::acknowledge);
    start(asked);
  }

  /** True if the client wants to be told of anything this upstream has. */
  private boolean isConcerned(String upstream) {
    for (RawMember member : ObjectReader.members(filter).members()) {
      if (member.isTrue()
          || (member.name().equals(RESOURCES) && !own(upstream, member).isEmpty())) {
        return true;
      }
    }
    return false;
  }

  private List<String> own(String upstream, RawMember uris) {
    List<String> own = new ArrayList<>();
    for (RawMember uri : ObjectReader.items(uris)) {
      PrefixTable.Place place = uri.isText() ? table.located(uri.text()) : null;
      if (place != null && place.upstream().equals(upstream)) {
        own.add(Json.quote(place.name()));
      }
    }
    return own;
  }

  @Override
  void ask(String upstream, InnerCall call) {
    Splice body = new Splice(in().request().body());
    for (RawMember member : ObjectReader.members(filter).members()) {
      if (member.name().equals(RESOURCES)) {
        body.replace(member, "[" + String.join(",", own(upstream, member)) + "]");
      }
    }
    members().post(in(), upstream, body.toBytes(), call);
  }

  @Override
  void begun(Headers headers) {
    if (!in().responder().hasBegun()) {
      in().responder().begin(200, headers.endToEnd(Set.of()));
    }
  }

  @Override
  void event(String upstream, byte[] event, byte @Nullable [] data) {
    RpcMessage message = data == null ? null : retelling(upstream).read(data);
    if (message != null && message.form() == RpcMessage.Form.RESPONSE) {
      result = data;
    } else if (message != null && Reaches.isAcknowledgement(message)) {
      heard(upstream, message.params().raw("notifications"));
    } else {
      write(retelling(upstream).event(event, data));
    }
  }

  private void write(byte[] event) {
    if (acknowledged) {
      in().responder().write(event);
    } else {
      waiting.add(event);
    }
  }

  private void heard(String upstream, String notifications) {
    silent.remove(upstream);
    byte[] json = Json.bytes(notifications.isEmpty() ? "{}" : notifications);
    Splice retold = new Splice(json);
    for (RawMember member :
        ObjectReader.members(new RawMember("", json, 0, json.length)).members()) {
      if (member.name().equals(RESOURCES)) {
        for (RawMember uri : ObjectReader.items(member)) {
          retold.replace(uri, Json.quote(table.uri(upstream, uri.text())));
        }
      }
    }
    told.put(upstream, new String(retold.toBytes(), java.nio.charset.StandardCharsets.UTF_8));
    if (silent.isEmpty()) {
      acknowledge();
    }
  }

  private void acknowledge() {
    if (acknowledged || told.isEmpty() || !in().responder().isOpen()) {
      return;
    }
    acknowledged = true;
    byte[] first = Reaches.acknowledgement(in().exchange().id(), union());
    in().responder().write(Events.of(first));
    waiting.forEach(in().responder()::write);
    waiting.clear();
  }

  /** Of lists of URIs the union is their concatenation. */
  private String union() {
    List<String> uris = new ArrayList<>();
    for (String one : told.values()) {
      byte[] json = Json.bytes(one);
      RawMember list =
          ObjectReader.members(new RawMember("", json, 0, json.length)).members().stream()
              .filter(member -> member.name().equals(RESOURCES))
              .findFirst()
              .orElse(null);
      if (list != null) {
        ObjectReader.items(list).forEach(uri -> uris.add(uri.raw()));
      }
    }
    String union = Union.of(List.copyOf(told.values()));
    byte[] json = Json.bytes(union);
    Splice whole = new Splice(json);
    for (RawMember member :
        ObjectReader.members(new RawMember("", json, 0, json.length)).members()) {
      if (member.name().equals(RESOURCES)) {
        whole.replace(member, "[" + String.join(",", uris) + "]");
      }
    }
    return new String(whole.toBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  void without(String upstream, @Nullable Reply reply) {
    silent.remove(upstream);
    refusal = reply == null ? refusal : reply;
    if (silent.isEmpty()) {
      acknowledge();
    }
  }

  @Override
  void over() {
    Reply last = refusal;
    if (in().responder().hasBegun()) {
      if (result != null) {
        in().responder().write(Events.of(result));
      }
      in().responder().end();
    } else if (last != null && last.status() > 0) {
      in().responder().answer(last.status(), last.headers().endToEnd(Set.of()), last.body());
    } else {
      in().failed("upstreams: got no stream of any of them (expected: one at least)");
    }
  }
}
