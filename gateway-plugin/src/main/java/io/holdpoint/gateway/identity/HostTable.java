// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import io.holdpoint.model.json.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that hosts may present: a table apart from the one of agents, so that no agent's token
 * attests anything. Only their SHA-256 is kept, and every one is compared in constant time. Safe
 * for use by many threads.
 */
public final class HostTable {

  /** A table without tokens. */
  public static final HostTable EMPTY = new HostTable(List.of());

  private final List<Entry> entries;

  private HostTable(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** This table with one more token. */
  public HostTable with(String token, Host host) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(hash(token), host));
    return new HostTable(more);
  }

  /** The host of a bearer token, or empty. */
  public Optional<Host> authenticate(String token) {
    byte[] presented = hash(token);
    Host found = null;
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.hash, presented)) {
        found = entry.host;
      }
    }
    return Optional.ofNullable(found);
  }

  private static byte[] hash(String token) {
    return Hashes.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Entry {
    private final byte[] hash;
    private final Host host;

    Entry(byte[] hash, Host host) {
      this.hash = hash;
      this.host = host;
    }
  }
}
