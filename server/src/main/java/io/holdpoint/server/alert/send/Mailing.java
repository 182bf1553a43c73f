// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a channel of mail needs besides its server.
 *
 * @param from the sender's address
 * @param to whom
 * @param user logs in at the server, with the channel's secret as the password; empty for no login
 * @param trust certificates of the authorities that the server's certificate may come from; those
 *     of the platform if empty
 */
public record Mailing(String from, List<String> to, String user, Optional<Path> trust) {
  public Mailing {
    requireNonNull(from, "from");
    to = List.copyOf(to);
    requireNonNull(user, "user");
    requireNonNull(trust, "trust");
  }
}
