// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a route lets its caller do. Each names the roles that have it; an admin has all of them.
 * What one role may do that another may not is decided here and nowhere else.
 */
public enum Right {
  /** To see who one is, and to log out. */
  SELF(EnumSet.allOf(Role.class)),
  /** To read what agents did, what was found, and how the product stands. */
  LOOK(EnumSet.allOf(Role.class)),
  /** To ask what would happen: policies, back-tests. */
  TRY(EnumSet.of(Role.DEVELOPER, Role.OPERATOR, Role.RULE_AUTHOR)),
  /** To write notes, and filters that all operators see. */
  NOTE(EnumSet.of(Role.DEVELOPER, Role.APPROVER, Role.OPERATOR, Role.RULE_AUTHOR)),
  /** To judge detections. */
  TRIAGE(EnumSet.of(Role.OPERATOR, Role.RULE_AUTHOR)),
  /** To decide on held calls. */
  APPROVE(EnumSet.of(Role.APPROVER, Role.OPERATOR)),
  /** To read what held calls say, in the clear; that is journaled. */
  PAYLOADS(EnumSet.of(Role.APPROVER, Role.OPERATOR)),
  /** To stop, narrow and release agents. */
  CONTAIN(EnumSet.of(Role.OPERATOR)),
  /** To have policies and rules only watch for a while. */
  BYPASS(EnumSet.of(Role.OPERATOR)),
  /** To speak for a host of agents: to declare sessions. */
  DECLARE(EnumSet.of(Role.OPERATOR)),
  /** To say what tools can do, and to vouch for their definitions. */
  LABEL(EnumSet.of(Role.OPERATOR, Role.RULE_AUTHOR)),
  /** To put rule files into force. */
  RULES(EnumSet.of(Role.RULE_AUTHOR)),
  /** To take evidence away, and to check it. */
  EVIDENCE(EnumSet.of(Role.AUDITOR)),
  /** To place and lift legal holds, to make backups, to say who may what. */
  ADMINISTER(EnumSet.noneOf(Role.class));

  @SuppressWarnings("ImmutableEnumChecker") // It cannot be modified.
  private final Set<Role> roles;

  Right(Set<Role> usual) {
    Set<Role> all = EnumSet.of(Role.ADMIN);
    all.addAll(usual);
    this.roles = Collections.unmodifiableSet(all);
  }

  /** The roles that have it. */
  public Set<Role> roles() {
    return roles;
  }

  /** For example {@code contain}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
