// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, in the order received.
 *
 * @param members their values are not parsed
 */
public record RawObject(List<RawMember> members) {

  /** No members. */
  public static final RawObject NONE = new RawObject(List.of());

  public RawObject {
    members = List.copyOf(members);
  }

  /** A member by name, or null. */
  public @Nullable RawMember get(String name) {
    for (RawMember member : members) {
      if (member.name().equals(name)) {
        return member;
      }
    }
    return null;
  }

  /** A string member's text; empty if it is absent or no string. */
  public String text(String name) {
    RawMember member = get(name);
    return member != null && member.isText() ? member.text() : "";
  }

  /** A member exactly as it stands; empty if it is absent. */
  public String raw(String name) {
    RawMember member = get(name);
    return member == null ? "" : member.raw();
  }
}
