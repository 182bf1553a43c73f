// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that an admin made for an operator. The token itself is nowhere: only its SHA-256 is.
 *
 * @param id of the token, for example {@code o-1f2e3d4c5b6a}
 * @param name under which its holder acts
 * @param roles of its holder
 * @param hash of the token
 * @param former the one before, which is good for a while after a rotation; null if there is none
 * @param createdBy the admin who made it
 * @param createdAt when
 * @param expiresAt from when on it is good no more
 * @param revokedAt when it was taken back, null if it was not
 * @param lastUsedAt when it was last shown, to the minute; null if it never was
 */
public record NamedToken(
    String id,
    String name,
    Set<Role> roles,
    String hash,
    @Nullable Former former,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {

  public NamedToken {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    roles = Set.copyOf(roles);
    requireNonNull(hash, "hash");
    requireNonNull(createdBy, "createdBy");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(expiresAt, "expiresAt");
  }

  /**
   * A token that was replaced.
   *
   * @param hash of the token
   * @param until from when on it is good no more
   */
  public record Former(String hash, Instant until) {
    public Former {
      requireNonNull(hash, "hash");
      requireNonNull(until, "until");
    }
  }

  /** True if it was neither taken back nor has expired. */
  public boolean isGood(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }

  /** Who shows it. */
  Operator operator() {
    return new Operator(name, roles, Set.of());
  }

  NamedToken rotated(String newHash, @Nullable Former replaced, Instant newEnd) {
    return new NamedToken(
        id, name, roles, newHash, replaced, createdBy, createdAt, newEnd, revokedAt, lastUsedAt);
  }

  NamedToken as(Set<Role> others) {
    return new NamedToken(
        id, name, others, hash, former, createdBy, createdAt, expiresAt, revokedAt, lastUsedAt);
  }

  NamedToken revoked(Instant at) {
    return new NamedToken(
        id, name, roles, hash, null, createdBy, createdAt, expiresAt, at, lastUsedAt);
  }

  NamedToken used(Instant at) {
    return new NamedToken(
        id, name, roles, hash, former, createdBy, createdAt, expiresAt, revokedAt, at);
  }
}
