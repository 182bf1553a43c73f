// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Folding;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Mail addresses and hosts of links that a session was told of, to know those that are nearly like
 * them: one letter more, a dash, a letter that looks alike. Bounded; for one thread.
 */
final class KnownAddresses {
  private static final int MOST = 96;
  private static final int LONGEST = 80;
  private static final int LEAST_NAME = 6;
  private static final int FEW_EDITS = 2;
  private static final int LATIN = 1;
  private static final int OTHER = 2;

  private Set<Address> known = Set.of();
  private Set<Address> named = Set.of();

  /**
   * An address.
   *
   * @param local what stands before the at sign; empty for a host
   * @param host in small letters, its dots included
   */
  private record Address(String local, String host) {}

  /** Takes in what the user says. */
  void named(String text) {
    each(
        text,
        address -> {
          if (named.size() < MOST) {
            named = named.isEmpty() ? new HashSet<>() : named;
            named.add(address);
          }
          keep(address);
        });
  }

  /** Takes in what a result says. */
  void seen(String text) {
    if (known.size() < MOST) {
      each(text, this::keep);
    }
  }

  /** True if an address in the text is not named by the user, and nearly like another one. */
  boolean isNearlyKnown(String text) {
    boolean[] near = {false};
    if (!known.isEmpty()) {
      each(text, address -> near[0] |= !named.contains(address) && isNear(address));
    }
    return near[0];
  }

  /** True if letters of several scripts stand in one word, so that it looks like another one. */
  static boolean isMixed(String text) {
    if (isAscii(text)) {
      return false; // nearly every text: to ask for the script of each letter costs microseconds
    }
    int scripts = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        scripts = 0;
        continue;
      }
      scripts |= script(c);
      if (scripts == (LATIN | OTHER)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static int script(char c) {
    return switch (Character.UnicodeScript.of(c)) {
      case LATIN -> Character.isLetter(c) ? LATIN : 0;
      case CYRILLIC, GREEK -> OTHER;
      default -> 0;
    };
  }

  private boolean isNear(Address address) {
    for (Address other : known) {
      if (!other.equals(address) && areNear(address, other)) {
        return true;
      }
    }
    return false;
  }

  private void keep(Address address) {
    if (known.size() < MOST) {
      known = known.isEmpty() ? new LinkedHashSet<>() : known;
      known.add(address);
    }
  }

  private static boolean areNear(Address one, Address other) {
    if (one.host().equals(other.host())) {
      return areAlike(one.local(), other.local(), 1);
    }
    String name = owner(one.host());
    String otherName = owner(other.host());
    return one.local().equals(other.local())
        && !name.equals(otherName)
        && areAlike(name, otherName, FEW_EDITS);
  }

  /** The part of a host that somebody registers: {@code shop.example} of {@code a.shop.example}. */
  private static String owner(String host) {
    int last = host.lastIndexOf('.');
    int before = last < 0 ? -1 : host.lastIndexOf('.', last - 1);
    boolean shortEnding = before >= 0 && last - before <= 4 && host.length() - last <= 3;
    if (shortEnding) {
      before = host.lastIndexOf('.', before - 1);
    }
    return host.substring(before + 1);
  }

  /** True if few letters tell them apart, and not digits alone. */
  private static boolean areAlike(String one, String other, int edits) {
    int shorter = Math.min(nameLength(one), nameLength(other));
    if (shorter < LEAST_NAME || Math.abs(one.length() - other.length()) > edits) {
      return false;
    }
    int from = 0;
    int most = Math.min(one.length(), other.length());
    while (from < most && one.charAt(from) == other.charAt(from)) {
      from++;
    }
    int end = 0;
    while (end < most - from
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    String mine = one.substring(from, one.length() - end);
    String its = other.substring(from, other.length() - end);
    boolean digits = (mine + its).chars().allMatch(Character::isDigit);
    return !digits && Math.max(mine.length(), its.length()) <= edits;
  }

  /** What counts as a name: without the last ending. */
  private static int nameLength(String text) {
    int dot = text.lastIndexOf('.');
    return dot < 0 ? text.length() : dot;
  }

  private static void each(String text, Consumer<Address> found) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int from = at;
      while (from > 0 && at - from < LONGEST && isLocal(text.charAt(from - 1))) {
        from--;
      }
      String host = host(text, at + 1);
      if (from < at && host.indexOf('.') > 0) {
        found.accept(new Address(text.substring(from, at).toLowerCase(Locale.ROOT), host));
      }
    }
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
      String host = host(text, at + 3);
      if (host.indexOf('.') > 0) {
        found.accept(new Address("", host.startsWith("www.") ? host.substring(4) : host));
      }
    }
  }

  private static String host(String text, int from) {
    int to = from;
    while (to < text.length() && to - from < LONGEST && isHost(text.charAt(to))) {
      to++;
    }
    while (to > from && text.charAt(to - 1) == '.') {
      to--;
    }
    return Folding.fold(text.substring(from, to)).toLowerCase(Locale.ROOT);
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '+' || c == '-';
  }

  private static boolean isHost(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }
}
