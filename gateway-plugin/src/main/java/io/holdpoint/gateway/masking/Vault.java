// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tokens stand for, by session and principal: in memory only, gone with the session or the
 * process. A token has 128 random bits. Bounded; safe for use by many threads.
 */
final class Vault {

  static final String PREFIX = "hpt_";
  static final int TOKEN_LENGTH = 26;

  private static final int TOKEN_BYTES = 16;
  private static final int MOST_SESSIONS = 10_000;
  private static final int MOST_VALUES = 10_000;
  private static final int MOST_LITERALS = 256;

  private final SecureRandom random = new SecureRandom();
  private final LinkedHashMap<Owner, Values> byOwner = new LinkedHashMap<>(16, 0.75f, true);

  /** Whose tokens. */
  record Owner(String session, String principal) {}

  /**
   * What a token stands for.
   *
   * @param raw the text within a JSON string
   * @param type what it is
   * @param token the token
   */
  record Value(String raw, EntityType type, String token) {

    @Override
    public String toString() {
      return "Value[" + type + "]";
    }
  }

  private static final class Values {
    private final Map<String, Value> byText = new HashMap<>();
    private final Map<String, Value> byToken = new HashMap<>();
    private final List<Value> literals = new ArrayList<>();
  }

  /** The token of a value, or null if the session has too many. */
  @Nullable String token(Owner owner, Finding finding, String raw) {
    synchronized (byOwner) {
      Values values = byOwner.computeIfAbsent(owner, o -> new Values());
      if (byOwner.size() > MOST_SESSIONS) {
        byOwner.pollFirstEntry();
      }
      String key = finding.type() + "\n" + finding.text();
      Value known = values.byText.get(key);
      if (known != null) {
        return known.token();
      }
      if (values.byText.size() >= MOST_VALUES) {
        return null;
      }
      Value value = new Value(raw, finding.type(), newToken());
      values.byText.put(key, value);
      values.byToken.put(value.token(), value);
      if (finding.type() == EntityType.NAMED
          && raw.length() >= 4
          && values.literals.size() < MOST_LITERALS) {
        values.literals.add(value);
      }
      return value.token();
    }
  }

  private String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What a token stands for, for its owner only, or null. */
  @Nullable Value value(Owner owner, String token) {
    synchronized (byOwner) {
      Values values = byOwner.get(owner);
      return values == null ? null : values.byToken.get(token);
    }
  }

  /** Values that no scan would find again by their look. */
  List<Value> literals(Owner owner) {
    synchronized (byOwner) {
      Values values = byOwner.get(owner);
      return values == null ? List.of() : List.copyOf(values.literals);
    }
  }

  /** The session is over. */
  void forget(String session) {
    synchronized (byOwner) {
      byOwner.keySet().removeIf(owner -> owner.session().equals(session));
    }
  }
}
