// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.conduct;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.model.document.Position;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Events a rule does not look at, because somebody answers for them, for a time.
 *
 * @param name what it is called
 * @param where columns of the completing event and what they may be; {@code *} at the end of a
 *     value stands for anything; all columns must agree
 * @param owner who answers for it
 * @param reason why
 * @param expires the last day it holds (UTC)
 * @param position where it stands
 */
public record Exemption(
    String name,
    Map<String, List<String>> where,
    String owner,
    String reason,
    LocalDate expires,
    Position position) {
  public Exemption {
    requireNonNull(name, "name");
    where = Map.copyOf(where);
    requireNonNull(owner, "owner");
    requireNonNull(reason, "reason");
    requireNonNull(expires, "expires");
    requireNonNull(position, "position");
  }

  /** True if it does not hold any more. */
  public boolean isExpired(Instant now) {
    return now.atZone(ZoneOffset.UTC).toLocalDate().isAfter(expires);
  }

  /** True if the event is excepted now. */
  public boolean covers(Object event, Instant now) {
    return !isExpired(now) && agrees(event, where);
  }

  /** True if all columns of the event are what they may be. */
  static boolean agrees(Object event, Map<String, List<String>> where) {
    return where.entrySet().stream().allMatch(e -> agrees(event, e.getKey(), e.getValue()));
  }

  private static boolean agrees(Object event, String column, List<String> values) {
    String actual = EventType.value(event, column);
    return values.stream()
        .anyMatch(
            value ->
                value.endsWith("*")
                    ? actual.startsWith(value.substring(0, value.length() - 1))
                    : actual.equals(value));
  }
}
