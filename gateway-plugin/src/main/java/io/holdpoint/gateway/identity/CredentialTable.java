// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import io.holdpoint.model.json.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that callers may present. Only their SHA-256 is kept, and every one is compared in
 * constant time. Safe for use by many threads.
 */
public final class CredentialTable {

  private static final String BEARER = "Bearer ";

  private final List<Entry> entries;
  private final @Nullable Principal anonymous;
  private final ThreadLocal<MessageDigest> digests = ThreadLocal.withInitial(Hashes::sha256);

  private CredentialTable(List<Entry> entries, @Nullable Principal anonymous) {
    this.entries = List.copyOf(entries);
    this.anonymous = anonymous;
  }

  /** A table without tokens. */
  public static CredentialTable empty() {
    return new CredentialTable(List.of(), null);
  }

  /** This table with one more token. */
  public CredentialTable with(String token, Principal principal) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(hash(token, Hashes.sha256()), principal));
    return new CredentialTable(more, anonymous);
  }

  /** This table, admitting callers that present nothing. */
  public CredentialTable admitting(Principal callersWithoutToken) {
    return new CredentialTable(entries, callersWithoutToken);
  }

  /**
   * The caller behind the values of the {@code Authorization} field, or empty if it is not
   * admitted. A wrong token is never anonymous.
   */
  public Optional<Principal> authenticate(List<String> authorization) {
    if (authorization.isEmpty()) {
      return Optional.ofNullable(anonymous);
    }
    String value = authorization.get(0);
    if (authorization.size() > 1 || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    byte[] presented = hash(value.substring(BEARER.length()).strip(), digests.get());
    Principal found = null;
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.hash, presented)) {
        found = entry.principal;
      }
    }
    return Optional.ofNullable(found);
  }

  private static byte[] hash(String token, MessageDigest sha) {
    return sha.digest(token.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Entry {
    private final byte[] hash;
    private final Principal principal;

    Entry(byte[] hash, Principal principal) {
      this.hash = hash;
      this.principal = principal;
    }
  }
}
