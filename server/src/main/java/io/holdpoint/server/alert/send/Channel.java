// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go.
 *
 * @param name names it in routes, messages and files
 * @param kind how it is spoken to
 * @param url named by the operator
 * @param secret signs what goes and what comes back, or is the routing key of PagerDuty, or the
 *     password at a mail server; empty if there is none
 * @param title template of the title, with names in braces
 * @param text template of the text
 * @param people which operator somebody there is; only they may speak on held calls from there
 * @param patience how long an exchange may take; of mail, each step of it
 * @param mailing what mail needs besides; null unless it is mail
 */
public record Channel(
    String name,
    Kind kind,
    URI url,
    String secret,
    String title,
    String text,
    Map<String, String> people,
    Duration patience,
    @Nullable Mailing mailing) {

  /** How a channel is spoken to. */
  public enum Kind {
    WEBHOOK,
    SLACK,
    PAGERDUTY,
    EMAIL
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
    if ((kind == Kind.EMAIL) != (mailing != null)) {
      throw new IllegalArgumentException(
          "channel " + name + ": got no addresses for mail, or some for another kind");
    }
  }

  /** True if held calls can be decided from there. */
  public boolean answers() {
    return !people.isEmpty() && !secret.isEmpty();
  }

  /** True if its server is this machine itself. */
  public boolean isOwn() {
    return isOwn(url);
  }

  /** True if an address is of this machine itself. */
  public static boolean isOwn(URI url) {
    String host = String.valueOf(url.getHost());
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Never the secret, nor the path, which is one at Slack. */
  @Override
  public String toString() {
    return "channel " + name;
  }
}
