// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.server.alert.send.Alert;
import io.holdpoint.server.alert.send.Channel;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom alerts are sent to.
 *
 * @param page address of the operators' page as those far away see it, ending in a slash; empty for
 *     that of this process
 */
public record AlertSettings(String page, List<Channel> channels, List<AlertRoute> routes) {

  /** Nobody is told anything. */
  public static final AlertSettings NONE = new AlertSettings("", List.of(), List.of());

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";
  private static final int SHORTEST_SECRET = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration REPEAT = Duration.ofMinutes(10);

  public AlertSettings {
    requireNonNull(page, "page");
    channels = List.copyOf(channels);
    routes = List.copyOf(routes);
  }

  /** Reads the section {@code alerts}; problems go to the reader's list. */
  public static AlertSettings read(DocumentReader section) {
    String page = section.text("page", "");
    List<Channel> channels = section.sections("channels", AlertSettings::channel);
    Set<String> names = new HashSet<>();
    for (Channel channel : channels) {
      if (!names.add(channel.name())) {
        section.problem(
            "channels", "got \"" + channel.name() + "\" twice (expected: unlike names)");
      }
    }
    List<AlertRoute> routes = section.sections("routes", route -> route(route, names));
    section.finish();
    return new AlertSettings(
        page.isEmpty() || page.endsWith("/") ? page : page + "/", channels, routes);
  }

  private static Channel channel(DocumentReader channel) {
    String name = channel.requiredText("name");
    if (!name.isEmpty() && !name.matches(NAME)) {
      channel.problem("name", "got \"" + name + "\" (expected: " + NAME + ")");
    }
    Channel.Kind kind = channel.choice("kind", Channel.Kind.class, Channel.Kind.WEBHOOK);
    URI url = url(channel, kind);
    String secret = channel.text("secret", "");
    Map<String, String> people = people(channel);
    boolean needed = kind == Channel.Kind.PAGERDUTY || !people.isEmpty();
    if ((needed || !secret.isEmpty()) && secret.length() < SHORTEST_SECRET) {
      channel.problem(
          "secret",
          "got "
              + secret.length()
              + " characters (expected: at least "
              + SHORTEST_SECRET
              + ", for pagerduty its routing key; with people, what their words are signed with)");
    }
    return new Channel(
        name,
        kind,
        url,
        secret,
        channel.text("title", "[{severity}] {title}"),
        channel.text("text", "{text}"),
        people,
        channel.duration("patience", PATIENCE));
  }

  private static Map<String, String> people(DocumentReader channel) {
    Map<String, String> people = new HashMap<>();
    channel
        .sections("people", one -> Map.entry(one.requiredText("id"), one.requiredText("operator")))
        .forEach(one -> people.put(one.getKey(), one.getValue()));
    return people;
  }

  private static AlertRoute route(DocumentReader route, Set<String> channels) {
    List<String> to = known(route, "to", channels);
    List<String> escalateTo = known(route, "escalate-to", channels);
    Duration after = route.duration("escalate-after", Duration.ZERO);
    if (to.isEmpty()) {
      route.problem("to", "got no channel (expected: at least one)");
    }
    if (escalateTo.isEmpty() != after.isZero()) {
      route.problem("escalate-to", "got one without escalate-after (expected: both or none)");
    }
    return new AlertRoute(
        Set.copyOf(route.choices("about", Alert.About.class)),
        route.choice("at-least", Severity.class, Severity.LOW),
        route.texts("rules"),
        route.texts("agents"),
        to,
        route.duration("repeat-after", REPEAT),
        after,
        escalateTo);
  }

  private static List<String> known(DocumentReader route, String key, Set<String> channels) {
    List<String> names = route.texts(key);
    for (String name : names) {
      if (!channels.contains(name)) {
        route.problem(key, "got \"" + name + "\" (expected: the name of a channel)");
      }
    }
    return names;
  }

  private static URI url(DocumentReader channel, Channel.Kind kind) {
    String usual = kind == Channel.Kind.PAGERDUTY ? "https://events.pagerduty.com/v2/enqueue" : "";
    String text = usual.isEmpty() ? channel.requiredText("url") : channel.text("url", usual);
    try {
      URI url = new URI(text);
      String host = url.getHost();
      boolean own =
          host != null
              && (host.equals("localhost")
                  || host.equals("[::1]")
                  || host.matches("127(\\.\\d{1,3}){3}"));
      if (host != null
          && url.getUserInfo() == null
          && ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && own))) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      // Reported below, like a URL of another kind.
    }
    if (!text.isEmpty()) {
      channel.problem("url", "got another URL (expected: https, or http of this machine itself)");
    }
    return URI.create("https://unknown.invalid/");
  }
}
