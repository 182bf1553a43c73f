// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import io.holdpoint.engine.call.TopLevel;
import io.holdpoint.engine.drift.statistic.CountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The form of a call's arguments and the hosts they lead to, read off the masked view: what the
 * journal holds, so that a restart learns the same. Looks at the first {@link #MOST_CHARACTERS}
 * only. For one text.
 */
public final class ArgumentTraits {
  private static final int MOST_CHARACTERS = 8192;
  private static final int MOST_HOSTS = 8;
  private static final int LONGEST_HOST = 253;

  private final String text;
  private final int end;
  private long shape;
  private final List<Long> hosts = new ArrayList<>(0);

  private ArgumentTraits(String json) {
    this.text = json;
    this.end = Math.min(json.length(), MOST_CHARACTERS);
  }

  /** Reads arguments; text that is no JSON object has no form. */
  public static ArgumentTraits of(String json) {
    ArgumentTraits traits = new ArgumentTraits(json);
    traits.readShape();
    traits.readHosts();
    return traits;
  }

  /**
   * Tells names and kinds of the top-level arguments, in whatever order they stand; 0 if there are
   * none.
   */
  public long shape() {
    return shape;
  }

  /** Hashes of hosts in links and mail addresses, each once, at most eight. */
  public List<Long> hosts() {
    return hosts;
  }

  private void readShape() {
    new TopLevel(text, end)
        .tell(
            (name, nameEnd, value) -> {
              shape += CountTable.mix(31 * hash(name, nameEnd) + kind(value));
              return value;
            });
  }

  private char kind(int at) {
    char c = at < end ? text.charAt(at) : ' ';
    return switch (c) {
      case '"', '{', '[' -> c;
      case 't', 'f' -> 't';
      case 'n' -> 'n';
      default -> '0';
    };
  }

  private void readHosts() {
    int at = next("@", 1);
    int scheme = next("://", 1);
    while (Math.min(at, scheme) < end - 1) {
      if (at < scheme) {
        if (isName(text.charAt(at - 1))) {
          host(at + 1);
        }
        at = next("@", at + 1);
      } else {
        link(scheme);
        scheme = next("://", scheme + 1);
      }
    }
  }

  private void link(int scheme) {
    int user = scheme + 3;
    while (user < end && isName(text.charAt(user))) {
      user++;
    }
    if (user >= end || text.charAt(user) != '@') {
      host(scheme + 3);
    }
  }

  /** Where it stands next; {@link #end} if it does not. */
  private int next(String mark, int from) {
    int at = from < end ? text.indexOf(mark, from, end) : -1;
    return at < 0 ? end : at;
  }

  private void host(int from) {
    int to = from;
    while (to < end && to - from < LONGEST_HOST && isName(text.charAt(to))) {
      to++;
    }
    while (to > from && text.charAt(to - 1) == '.') {
      to--;
    }
    if (to == from || hosts.size() == MOST_HOSTS) {
      return;
    }
    long hash = 0;
    String name = text.substring(from, to).toLowerCase(Locale.ROOT);
    for (int i = 0; i < name.length(); i++) {
      hash = hash * 1_000_003 + name.charAt(i);
    }
    hash = CountTable.mix(hash);
    if (!hosts.contains(hash)) {
      hosts.add(hash);
    }
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
  }

  private long hash(int from, int to) {
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 1_000_003 + text.charAt(i);
    }
    return hash;
  }
}
