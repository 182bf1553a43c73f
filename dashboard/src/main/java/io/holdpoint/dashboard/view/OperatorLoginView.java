// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import io.holdpoint.dashboard.access.Access;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A browser that is logged in, as interfaces show it.
 *
 * @param name of the operator
 * @param roles they have now
 * @param token the id of the token it was made with; null if it was made with none of an admin's
 * @param since when it began
 * @param usedAt when it was last used
 */
public record OperatorLoginView(
    String name, List<String> roles, @Nullable String token, Instant since, Instant usedAt) {

  public OperatorLoginView {
    roles = List.copyOf(roles);
  }

  /** The view of a login. */
  public static OperatorLoginView of(Access.Login login) {
    return new OperatorLoginView(
        login.operator().name(),
        login.operator().roleWords(),
        login.token().isEmpty() ? null : login.token(),
        login.since(),
        login.usedAt());
  }
}
