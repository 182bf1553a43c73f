// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What channels read of alerts. Agents' texts stand in it as texts and never as markup. */
public final class Messages {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)\\}");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
  private static final int MOST_TEXT = 2_900;
  private static final int MOST_SUBJECT = 200;
  private static final int MOST_SUMMARY = 1_000;

  private final String page;

  /**
   * @param page the operators' page, ending in a slash
   */
  public Messages(String page) {
    this.page = requireNonNull(page, "page");
  }

  /**
   * The body for a channel.
   *
   * @param reply the token with which a word may come back; empty if none may
   */
  public byte[] of(Channel channel, Alert alert, String reply) {
    ObjectNode message =
        switch (channel.kind()) {
          case WEBHOOK -> webhook(channel, alert, reply);
          case SLACK -> slack(channel, alert);
          case PAGERDUTY -> pagerDuty(channel, alert);
          case EMAIL -> throw new IllegalArgumentException(channel + ": got mail (expected: JSON)");
        };
    return JSON.writeValueAsBytes(message);
  }

  /** The subject of a mail: one line of characters that can be seen. */
  String subject(Channel channel, Alert alert) {
    return cut(seen(filled(channel.title(), alert)).replace('\n', ' '), MOST_SUBJECT);
  }

  /** The text of a mail. */
  String mail(Channel channel, Alert alert) {
    StringBuilder text = new StringBuilder(filled(channel.text(), alert)).append("\n\n");
    line(text, "Severity", alert.severity().word());
    line(text, "Rule", alert.rule());
    line(text, "Agent", alert.agent().isEmpty() ? "" : alert.agent() + " (by its own claim)");
    line(text, "Session", alert.session());
    line(text, "Reference", alert.ref());
    line(text, "At", alert.at().toString());
    text.append("\nOpen in Holdpoint: ").append(link(alert)).append('\n');
    text.append("\nSent to the channel ").append(channel.name()).append(" of Holdpoint.\n");
    return seen(text.toString());
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(name).append(": ").append(value.replace('\n', ' ')).append('\n');
    }
  }

  /** Nothing of an agent's text hides, reorders the rest, or begins another header. */
  private static String seen(String text) {
    return UNSEEN.matcher(text).replaceAll("\uFFFD");
  }

  /** Where people see more of it. */
  String link(Alert alert) {
    return switch (alert.about()) {
      case APPROVAL -> page + "approvals/" + alert.ref();
      case DETECTION -> page + "sessions/" + alert.session();
      case SIGNAL -> alert.session().isEmpty() ? page : page + "sessions/" + alert.session();
      case COVERAGE -> page + "health";
      case TEST -> page;
    };
  }

  private ObjectNode webhook(Channel channel, Alert alert, String reply) {
    ObjectNode root = JSON.createObjectNode();
    root.put("id", alert.id());
    root.put("about", word(alert));
    root.put("severity", alert.severity().word());
    root.put("rule", alert.rule());
    root.put("agent", alert.agent());
    root.put("session", alert.session());
    root.put("ref", alert.ref());
    root.put("title", filled(channel.title(), alert));
    root.put("text", filled(channel.text(), alert));
    root.put("link", link(alert));
    root.put("at", alert.at().toString());
    if (!reply.isEmpty()) {
      root.put("until", alert.until().toString());
      root.put("replyTo", page + "api/v1/approval-replies");
      root.put("token", reply);
    }
    return root;
  }

  private ObjectNode slack(Channel channel, Alert alert) {
    String title = escaped(filled(channel.title(), alert));
    ObjectNode root = JSON.createObjectNode();
    root.put("text", title);
    ArrayNode blocks = root.putArray("blocks");
    section(blocks, "*" + title + "*\n" + escaped(filled(channel.text(), alert)));
    section(blocks, "<" + link(alert) + "|Open in Holdpoint>");
    if (alert.about() == Alert.About.APPROVAL && channel.answers()) {
      ObjectNode actions = blocks.addObject().put("type", "actions");
      ArrayNode elements = actions.putArray("elements");
      button(elements, "approve", "Approve once", "primary", alert.ref());
      button(elements, "deny", "Deny", "danger", alert.ref());
    }
    return root;
  }

  private static void section(ArrayNode blocks, String text) {
    ObjectNode section = blocks.addObject().put("type", "section");
    section.putObject("text").put("type", "mrkdwn").put("text", cut(text, MOST_TEXT));
  }

  private static void button(
      ArrayNode elements, String action, String label, String style, String value) {
    ObjectNode button = elements.addObject().put("type", "button");
    button.putObject("text").put("type", "plain_text").put("text", label);
    button.put("action_id", action).put("style", style).put("value", value);
  }

  private ObjectNode pagerDuty(Channel channel, Alert alert) {
    ObjectNode root = JSON.createObjectNode();
    root.put("routing_key", channel.secret());
    root.put("event_action", "trigger");
    root.put("dedup_key", cut(alert.key(), 255));
    root.put("client", "Holdpoint").put("client_url", link(alert));
    ObjectNode payload = root.putObject("payload");
    payload.put("summary", cut(filled(channel.title(), alert), MOST_SUMMARY));
    payload.put("source", alert.agent().isEmpty() ? "holdpoint" : alert.agent());
    payload.put("severity", pagerSeverity(alert));
    payload.put("timestamp", alert.at().toString());
    payload.put("component", alert.rule());
    payload.put("class", word(alert));
    payload.putObject("custom_details").put("text", filled(channel.text(), alert));
    return root;
  }

  private static String pagerSeverity(Alert alert) {
    return switch (alert.severity()) {
      case LOW -> "info";
      case MEDIUM -> "warning";
      case HIGH -> "error";
      case CRITICAL -> "critical";
    };
  }

  private String filled(String template, Alert alert) {
    Map<String, String> names =
        Map.of(
            "title", alert.title(),
            "text", alert.text(),
            "severity", alert.severity().word(),
            "about", word(alert),
            "rule", alert.rule(),
            "agent", alert.agent(),
            "session", alert.session(),
            "ref", alert.ref(),
            "link", link(alert));
    return NAME.matcher(template)
        .replaceAll(
            found -> Matcher.quoteReplacement(names.getOrDefault(found.group(1), found.group())));
  }

  private static String word(Alert alert) {
    return alert.about().name().toLowerCase(Locale.ROOT);
  }

  /** Slack's own escapes: nothing an agent says becomes a link or a mention. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 3) + "...";
  }
}
