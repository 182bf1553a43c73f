// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where alerts go.
 *
 * @param name names it in routes, messages and files
 * @param kind how it is spoken to
 * @param url named by the operator
 * @param secret signs what goes and what comes back, or is the routing key of PagerDuty; empty if
 *     nothing is signed
 * @param title template of the title, with names in braces
 * @param text template of the text
 * @param people which operator somebody there is; only they may speak on held calls from there
 * @param patience how long an exchange may take
 */
public record Channel(
    String name,
    Kind kind,
    URI url,
    String secret,
    String title,
    String text,
    Map<String, String> people,
    Duration patience) {

  /** How a channel is spoken to. */
  public enum Kind {
    WEBHOOK,
    SLACK,
    PAGERDUTY
  }

  public Channel {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(url, "url");
    requireNonNull(secret, "secret");
    requireNonNull(title, "title");
    requireNonNull(text, "text");
    people = Map.copyOf(people);
    requireNonNull(patience, "patience");
  }

  /** True if held calls can be decided from there. */
  public boolean answers() {
    return !people.isEmpty() && !secret.isEmpty();
  }

  /** Never the secret, nor the path, which is one at Slack. */
  @Override
  public String toString() {
    return "channel " + name;
  }
}
