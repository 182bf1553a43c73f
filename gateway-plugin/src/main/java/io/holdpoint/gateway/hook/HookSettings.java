// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hook;

import io.holdpoint.gateway.api.json.HostRefusal;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.identity.Principal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How hooks of one installation are answered, as its address says.
 *
 * @param subject whose sessions they are, empty for the host's usual principal
 * @param hold how a held call is told
 * @param patience how long a held call waits for a person before it is told
 */
record HookSettings(String subject, Hold hold, Duration patience) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONGEST_SECONDS = 60;

  /** How a held call is told. */
  enum Hold {
    /** Refused for now; asked again, it may have been let go. */
    DENY,
    /** The user at the keyboard decides. */
    ASK,
    /** A run without a user is parked, and asks again when it is resumed. */
    DEFER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static HookSettings of(String query) throws HostRefusal {
    Map<String, String> given = new HashMap<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        given.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return new HookSettings(
        given.getOrDefault("principal", ""),
        hold(given.getOrDefault("hold", "deny")),
        patience(given.get("wait")));
  }

  Principal principal(Host host) throws HostRefusal {
    return host.principal(subject)
        .orElseThrow(
            () ->
                HostRefusal.notAllowed(
                    "principal: got \"" + subject + "\" (expected: one this host may speak for)"));
  }

  private static Hold hold(String word) throws HostRefusal {
    for (Hold hold : Hold.values()) {
      if (hold.word().equals(word)) {
        return hold;
      }
    }
    throw HostRefusal.invalid("hold: got \"" + word + "\" (expected: deny, ask or defer)");
  }

  private static Duration patience(@Nullable String seconds) throws HostRefusal {
    if (seconds == null) {
      return PATIENCE;
    }
    if (seconds.matches("[0-9]{1,2}") && Integer.parseInt(seconds) <= LONGEST_SECONDS) {
      return Duration.ofSeconds(Integer.parseInt(seconds));
    }
    throw HostRefusal.invalid(
        "wait: got \"" + seconds + "\" (expected: 0 to " + LONGEST_SECONDS + " seconds)");
  }
}
