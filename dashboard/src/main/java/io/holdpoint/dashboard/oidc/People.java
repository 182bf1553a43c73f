// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.oidc;

import static io.holdpoint.dashboard.oidc.OidcRefusedException.Why.NO_ROLE;
import static io.holdpoint.dashboard.oidc.OidcRefusedException.Why.REFUSED;

import com.nimbusds.jwt.JWTClaimsSet;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Role;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Makes an operator of what an ID token says of a person. */
final class People {

  private static final int LONGEST_NAME = 200;
  private static final String EMAIL = "email";

  private final OidcSettings settings;
  private final Predicate<String> taken;

  /**
   * @param taken true for names that belong to holders of our own tokens
   */
  People(OidcSettings settings, Predicate<String> taken) {
    this.settings = settings;
    this.taken = taken;
  }

  Operator operator(JWTClaimsSet claims) throws OidcRefusedException {
    String name = name(claims);
    Set<String> groups = groups(claims.getClaims());
    Set<Role> roles = EnumSet.noneOf(Role.class);
    groups.forEach(group -> roles.addAll(settings.roles().getOrDefault(group, Set.of())));
    if (roles.isEmpty()) {
      throw new OidcRefusedException(
          NO_ROLE, "groups: " + name + " is in no group that has a role here");
    }
    return new Operator(name, roles, groups);
  }

  /** An address nobody verified may be anybody's; one of our own names is its holder's. */
  private String name(JWTClaimsSet claims) throws OidcRefusedException {
    String name = claims.getClaim(settings.nameClaim()) instanceof String text ? text.strip() : "";
    boolean isPlain =
        name.codePoints()
            .allMatch(
                c ->
                    c > ' '
                        && c != 0x7F
                        && Character.isDefined(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.CONTROL);
    if (name.isEmpty() || name.length() > LONGEST_NAME || !isPlain) {
      throw new OidcRefusedException(
          REFUSED,
          settings.nameClaim() + ": got no name that can be used (expected: a short word)");
    }
    if (settings.nameClaim().equals(EMAIL)
        && !Boolean.TRUE.equals(claims.getClaim("email_verified"))) {
      throw new OidcRefusedException(REFUSED, "email_verified: got no yes (expected: true)");
    }
    if (taken.test(name)) {
      throw new OidcRefusedException(
          REFUSED, "name: " + name + " belongs to the holder of a token (expected: another)");
    }
    return name;
  }

  private Set<String> groups(Map<String, Object> claims) {
    Object value = claims.get(settings.groupsClaim());
    if (value == null) {
      value = claims;
      for (String member : settings.groupsClaim().split("\\.")) {
        value = value instanceof Map<?, ?> map ? map.get(member) : null;
      }
    }
    return switch (value) {
      case String one -> Set.of(one);
      case Collection<?> many -> {
        Set<String> groups = new HashSet<>();
        many.stream()
            .filter(Objects::nonNull)
            .filter(String.class::isInstance)
            .forEach(one -> groups.add((String) one));
        yield Collections.unmodifiableSet(groups);
      }
      case null, default -> Set.of();
    };
  }
}
