// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import io.holdpoint.server.alert.send.Alert;
import io.holdpoint.server.alert.send.Channel;
import io.holdpoint.server.alert.send.Sender;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How alerts stand, as JSON; never a secret nor an address, which may be one. */
final class AlertJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  private AlertJson() {}

  static String of(AlertRouter router, List<Silences.Silence> silences) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    channels(root.putArray("channels"), router);
    ArrayNode routes = root.putArray("routes");
    router.routes().forEach(one -> route(routes.addObject(), one));
    ArrayNode kept = root.putArray("silences");
    silences.forEach(kept::addPOJO);
    ArrayNode recent = root.putArray("recent");
    router.recent().forEach(one -> entry(recent.addObject(), one));
    return JSON.writeValueAsString(root);
  }

  private static void channels(ArrayNode list, AlertRouter router) throws IOException {
    Map<String, Sender.State> states = router.states();
    for (Channel channel : router.channels().values()) {
      Sender.State state = states.get(channel.name());
      if (state != null) {
        ObjectNode node = list.addObject();
        node.put("name", channel.name());
        node.put("kind", channel.kind().name().toLowerCase(Locale.ROOT));
        node.put("waiting", state.waiting());
        node.put("sent", state.sent());
        node.put("leftOut", state.leftOut());
        node.put("trouble", state.trouble());
        node.put("sentAt", text(state.sentAt()));
        node.put("failedAt", text(state.failedAt()));
      }
    }
  }

  private static void route(ObjectNode node, AlertRoute route) {
    ArrayNode about = node.putArray("about");
    route.about().stream().sorted().map(AlertJson::word).forEach(about::add);
    node.put("atLeast", route.atLeast().word());
    texts(node.putArray("rules"), route.rules());
    texts(node.putArray("agents"), route.agents());
    texts(node.putArray("to"), route.to());
    node.put("repeatAfter", route.repeatAfter().toSeconds());
    node.put("escalateAfter", route.escalateAfter().toSeconds());
    texts(node.putArray("escalateTo"), route.escalateTo());
  }

  private static void entry(ObjectNode node, AlertBook.Entry entry) {
    Alert alert = entry.alert();
    node.put("id", alert.id());
    node.put("about", word(alert.about()));
    node.put("severity", alert.severity().word());
    node.put("rule", alert.rule());
    node.put("agent", alert.agent());
    node.put("session", alert.session());
    node.put("ref", alert.ref());
    node.put("title", alert.title());
    node.put("text", alert.text());
    node.put("at", alert.at().toString());
    node.put("came", entry.came());
    texts(node.putArray("to"), entry.to());
    node.put("times", entry.times());
    node.put("state", entry.state().word());
    node.put("by", entry.by());
    node.put("changedAt", text(entry.changedAt()));
  }

  private static void texts(ArrayNode list, List<String> texts) {
    texts.forEach(list::add);
  }

  private static String word(Alert.About about) {
    return about.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
