// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import io.holdpoint.model.json.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens and keys that callers may present. Only their SHA-256 is kept, and every one is
 * compared in constant time. A principal may have several at once, so that one can be replaced
 * without a gap. Safe for use by many threads.
 */
public final class CredentialTable {

  private static final String BEARER = "Bearer ";
  private static final int SHOWN = 8;

  private final List<Entry> entries;
  private final @Nullable Principal anonymous;
  private final InstantSource clock;
  private final ThreadLocal<MessageDigest> digests = ThreadLocal.withInitial(Hashes::sha256);

  private CredentialTable(List<Entry> entries, @Nullable Principal anonymous, InstantSource clock) {
    this.entries = List.copyOf(entries);
    this.anonymous = anonymous;
    this.clock = clock;
  }

  /** A table without tokens. */
  public static CredentialTable empty(InstantSource clock) {
    return new CredentialTable(List.of(), null, clock);
  }

  /** This table with one more token. */
  public CredentialTable with(String token, Principal principal) {
    return with(hash(token, Hashes.sha256()), null, principal);
  }

  /** This table with one more key. */
  public CredentialTable with(ApiKey key, Principal principal) {
    return with(HexFormat.of().parseHex(key.sha256()), key.expires(), principal);
  }

  /** This table, admitting callers that present nothing. */
  public CredentialTable admitting(Principal callersWithoutToken) {
    return new CredentialTable(entries, callersWithoutToken, clock);
  }

  /**
   * The caller behind the values of the {@code Authorization} field, or empty if it is not
   * admitted. A wrong token is never anonymous, and neither is one that has expired.
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
    Entry found = null;
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.hash, presented)) {
        found = entry;
      }
    }
    if (found == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (found.expires != null && !now.isBefore(found.expires)) {
      return Optional.empty();
    }
    found.lastUsed = now;
    return Optional.of(found.principal);
  }

  /** Every token and key, and when it was last used. */
  public List<KeyUse> uses() {
    return entries.stream().map(Entry::use).toList();
  }

  private CredentialTable with(byte[] hash, @Nullable Instant expires, Principal principal) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(hash, expires, principal));
    return new CredentialTable(more, anonymous, clock);
  }

  private static byte[] hash(String token, MessageDigest sha) {
    return sha.digest(token.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Entry {
    private final byte[] hash;
    private final @Nullable Instant expires;
    private final Principal principal;
    private volatile @Nullable Instant lastUsed;

    Entry(byte[] hash, @Nullable Instant expires, Principal principal) {
      this.hash = hash;
      this.expires = expires;
      this.principal = principal;
    }

    KeyUse use() {
      return new KeyUse(
          Objects.requireNonNullElse(principal.identity().keyId(), ""),
          principal.identity().subject(),
          HexFormat.of().formatHex(hash).substring(0, SHOWN),
          expires,
          lastUsed);
    }
  }
}
