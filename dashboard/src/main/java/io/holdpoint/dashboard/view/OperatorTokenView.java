// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import io.holdpoint.dashboard.access.NamedToken;
import io.holdpoint.dashboard.access.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator's token as interfaces show it: everything but the token and its hash.
 *
 * @param id of the token
 * @param name under which its holder acts
 * @param roles of its holder
 * @param state {@code good}, {@code expired} or {@code revoked}
 * @param createdBy the admin who made it
 * @param createdAt when
 * @param expiresAt from when on it is good no more
 * @param revokedAt when it was taken back, null if it was not
 * @param lastUsedAt when it was last shown, to the minute; null if it never was
 * @param formerUntil until when the token it replaced is good beside it; null if it is not
 */
public record OperatorTokenView(
    String id,
    String name,
    List<String> roles,
    String state,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant formerUntil) {

  public OperatorTokenView {
    roles = List.copyOf(roles);
  }

  /** The view at a time. */
  public static OperatorTokenView of(NamedToken token, Instant now) {
    NamedToken.Former former = token.former();
    String state = token.isGood(now) ? "good" : token.revokedAt() == null ? "expired" : "revoked";
    return new OperatorTokenView(
        token.id(),
        token.name(),
        token.roles().stream().sorted().map(Role::word).toList(),
        state,
        token.createdBy(),
        token.createdAt(),
        token.expiresAt(),
        token.revokedAt(),
        token.lastUsedAt(),
        former != null && now.isBefore(former.until()) ? former.until() : null);
  }
}
