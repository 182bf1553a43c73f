// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.server.alert.send.Alert;
import io.holdpoint.server.alert.send.Channel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Whom alerts are sent to.
 *
 * @param page address of the operators' page as those far away see it, ending in a slash; empty for
 *     that of this process
 */
public record AlertSettings(String page, List<Channel> channels, List<AlertRoute> routes) {

  /** Nobody is told anything. */
  public static final AlertSettings NONE = new AlertSettings("", List.of(), List.of());

  private static final Duration REPEAT = Duration.ofMinutes(10);

  public AlertSettings {
    requireNonNull(page, "page");
    channels = List.copyOf(channels);
    routes = List.copyOf(routes);
  }

  /**
   * Reads the section {@code alerts}; problems go to the reader's list.
   *
   * @param resolve makes a path of what the file says
   */
  public static AlertSettings read(DocumentReader section, UnaryOperator<Path> resolve) {
    String page = section.text("page", "");
    List<Channel> channels =
        section.sections("channels", one -> ChannelReader.channel(one, resolve));
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
}
