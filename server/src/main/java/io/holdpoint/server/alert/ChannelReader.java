// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.server.alert.send.Channel;
import io.holdpoint.server.alert.send.Mailing;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads one channel of the section {@code alerts}. */
final class ChannelReader {

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";
  private static final String ADDRESS =
      "[^\\s@<>,;:\"()\\[\\]\\\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?";
  private static final int SHORTEST_SECRET = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";
  private static final Mailing NO_MAILING =
      new Mailing("nobody@unknown.invalid", List.of(), "", Optional.empty());

  private ChannelReader() {}

  static Channel channel(DocumentReader channel, UnaryOperator<Path> resolve) {
    String name = channel.requiredText("name");
    if (!name.isEmpty() && !name.matches(NAME)) {
      channel.problem("name", "got \"" + name + "\" (expected: " + NAME + ")");
    }
    Channel.Kind kind = channel.choice("kind", Channel.Kind.class, Channel.Kind.WEBHOOK);
    URI url = url(channel, kind);
    String secret = channel.text("secret", "");
    Map<String, String> people = people(channel);
    boolean isMail = kind == Channel.Kind.EMAIL;
    if (isMail && !people.isEmpty()) {
      channel.problem("people", "got some (expected: none, as nobody can answer a mail)");
    }
    boolean needed = kind == Channel.Kind.PAGERDUTY || !people.isEmpty();
    if (!isMail && (needed || !secret.isEmpty()) && secret.length() < SHORTEST_SECRET) {
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
        isMail ? Map.of() : people,
        patience(channel),
        mailing(channel, isMail, secret, resolve));
  }

  private static Duration patience(DocumentReader channel) {
    Duration patience = channel.duration("patience", PATIENCE);
    if (patience.compareTo(Duration.ofMillis(100)) < 0) {
      channel.problem("patience", "got " + patience + " (expected: at least 100ms)");
    }
    return patience;
  }

  private static Map<String, String> people(DocumentReader channel) {
    Map<String, String> people = new HashMap<>();
    channel
        .sections("people", one -> Map.entry(one.requiredText("id"), one.requiredText("operator")))
        .forEach(one -> people.put(one.getKey(), one.getValue()));
    return people;
  }

  private static @Nullable Mailing mailing(
      DocumentReader channel, boolean isMail, String secret, UnaryOperator<Path> resolve) {
    String from = channel.text("from", "");
    List<String> to = channel.texts("recipients");
    String user = channel.text("user", "");
    String trust = channel.text("trust", "");
    if (!isMail) {
      if (!from.isEmpty() || !to.isEmpty() || !user.isEmpty() || !trust.isEmpty()) {
        channel.problem("kind", "got addresses, a user or trust (expected: them for email alone)");
      }
      return null;
    }
    address(channel, "from", from);
    to.forEach(one -> address(channel, "recipients", one));
    if (to.isEmpty()) {
      channel.problem("recipients", "got none (expected: at least one address)");
    }
    if (user.isEmpty() != secret.isEmpty()) {
      channel.problem("user", "got one of user and secret (expected: both or none)");
    }
    return from.matches(ADDRESS)
        ? new Mailing(
            from,
            to,
            user,
            trust.isEmpty() ? Optional.empty() : Optional.of(resolve.apply(Path.of(trust))))
        : NO_MAILING;
  }

  private static void address(DocumentReader channel, String key, String address) {
    if (!address.matches(ADDRESS)) {
      channel.problem(key, "got \"" + address + "\" (expected: an address like a@b.example)");
    }
  }

  private static URI url(DocumentReader channel, Channel.Kind kind) {
    String text =
        kind == Channel.Kind.PAGERDUTY
            ? channel.text("url", PAGERDUTY)
            : channel.requiredText("url");
    try {
      URI url = new URI(text);
      if (fits(url, kind)) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      // Reported below, like a URL of another kind.
    }
    if (!text.isEmpty()) {
      channel.problem("url", "got another URL (expected: " + rule(kind) + ")");
    }
    return URI.create("https://unknown.invalid/");
  }

  private static boolean fits(URI url, Channel.Kind kind) {
    if (url.getHost() == null || url.getUserInfo() != null) {
      return false;
    }
    String scheme = String.valueOf(url.getScheme());
    return switch (kind) {
      case EMAIL -> scheme.equals("smtp") || scheme.equals("smtps");
      case WEBHOOK, SLACK, PAGERDUTY ->
          scheme.equals("https") || (scheme.equals("http") && Channel.isOwn(url));
    };
  }

  private static String rule(Channel.Kind kind) {
    return kind == Channel.Kind.EMAIL
        ? "smtp://host:587 or smtps://host:465, the user as a key of its own"
        : "https, or http of this machine itself";
  }
}
