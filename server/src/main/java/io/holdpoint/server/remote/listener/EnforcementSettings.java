// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where gateways of other processes reach the engine.
 *
 * @param host empty if none may
 * @param port 0 for any free one
 * @param lease after which a silent gateway counts as gone
 */
public record EnforcementSettings(String host, int port, Duration lease) {

  private static final Pattern LISTEN =
      Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\[\\]]+):(\\d{1,5})");
  private static final Duration LEASE = Duration.ofSeconds(3);

  public EnforcementSettings {
    requireNonNull(host, "host");
    requireNonNull(lease, "lease");
  }

  /** Reads the section {@code enforcement}; problems go to the reader's list. */
  public static EnforcementSettings read(DocumentReader section) {
    String listen = section.text("listen", "");
    Duration lease = section.duration("lease", LEASE);
    Matcher matcher = LISTEN.matcher(listen);
    String host = "";
    int port = 0;
    if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= 65_535) {
      host = matcher.group(1).replace("[", "").replace("]", "");
      port = Integer.parseInt(matcher.group(2));
    } else if (!listen.isEmpty()) {
      section.problem(
          "listen", "got \"" + listen + "\" (expected: host:port, for example 127.0.0.1:7422)");
    }
    if (lease.toMillis() < 100) {
      section.problem("lease", "got " + lease.toMillis() + "ms (expected: at least 100ms)");
    }
    section.finish();
    return new EnforcementSettings(host, port, lease);
  }

  /** Where to listen, if anywhere. */
  public Optional<InetSocketAddress> address() {
    return host.isEmpty() ? Optional.empty() : Optional.of(new InetSocketAddress(host, port));
  }
}
