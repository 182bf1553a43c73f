// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Folding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Secrets of a session as hashes of every five letters and digits in a row, so that parts of one
 * are recognised: in pieces, in another case, with other punctuation, spread over arguments and
 * calls. No secret can be read from it. Bounded: what does not fit is said. For one thread.
 */
final class SecretPrints {
  /** How many secrets are kept. */
  static final int MOST_SECRETS = 128;

  private static final int GRAM = 5;
  private static final int MOST_PLACES = 64;
  private static final int MOST_GRAMS = 3072;
  private static final int LONGEST = MOST_PLACES + GRAM - 1;
  private static final int SHORT = 12;
  private static final int LEAST = 8;
  private static final int LEAST_SLOTS = 128;
  private static final long BASE = 0x100000001b3L;
  private static final long OUT = power(GRAM);

  private final List<Secret> secrets = new ArrayList<>();
  private int[] marks = new int[LEAST_SLOTS];
  private short[] places = new short[LEAST_SLOTS];
  private int size;
  private boolean full;
  private final char[] window = new char[GRAM];
  private int filled;
  private long rolling;

  /** One secret, and how much of it was seen leaving. */
  private static final class Secret {
    private final int length;
    private final int source;
    private boolean named;
    private long now;
    private long before;

    Secret(int length, int source, boolean named) {
      this.length = length;
      this.source = source;
      this.named = named;
    }
  }

  /**
   * Adds a secret; a long one is kept in parts.
   *
   * @param source the number of the result it stood in
   * @param named true if the user said it
   */
  void add(String secret, int source, boolean named) {
    String plain = plain(secret);
    for (int from = 0; from < plain.length(); from += LONGEST) {
      String part = plain.substring(from, Math.min(plain.length(), from + LONGEST));
      if (part.length() > GRAM || from == 0) {
        addPart(part, source, named);
      }
    }
  }

  private void addPart(String part, int source, boolean named) {
    if (part.length() <= GRAM || isKnown(part, named)) {
      return;
    }
    if (secrets.size() >= MOST_SECRETS || size + part.length() > MOST_GRAMS) {
      full = true;
      return;
    }
    int number = secrets.size();
    secrets.add(new Secret(part.length(), source, named));
    for (int place = 0; place + GRAM <= part.length(); place++) {
      put(hash(part, place), number * MOST_PLACES + place);
    }
  }

  private boolean isKnown(String part, boolean named) {
    begin();
    roll(part);
    for (Secret secret : secrets) {
      if (secret.length == part.length() && covered(secret.now) == secret.length) {
        secret.named |= named;
        return true;
      }
    }
    return false;
  }

  /** True if something was left out. */
  boolean isFull() {
    return full;
  }

  boolean isEmpty() {
    return secrets.isEmpty();
  }

  /** Begins a look at a call. */
  void begin() {
    for (Secret secret : secrets) {
      secret.now = 0;
    }
    filled = 0;
  }

  /** Looks at one more text of the call, as if it went on where the one before ended. */
  void goOn(String text) {
    roll(plain(text));
  }

  /** Looks at one more text of the call by itself. */
  void look(String text) {
    filled = 0;
    roll(plain(text));
    filled = 0;
  }

  /** What the call carries counts as named from now on: the user said it. */
  void nameAllSeen() {
    for (Secret secret : secrets) {
      secret.named |= covered(secret.now) >= needed(secret);
    }
  }

  /**
   * The number of the result that brought a secret the call carries, or enough of one together with
   * what went out before, and that the user did not say; -1 if there is none.
   */
  int carried() {
    for (Secret secret : secrets) {
      if (!secret.named && secret.now != 0) {
        int together = covered(secret.now | secret.before);
        if (covered(secret.now) >= needed(secret) || together * 5 >= secret.length * 4) {
          return secret.source;
        }
      }
    }
    return -1;
  }

  /** The call can carry things out: what is in it counts for later ones. */
  void leaves() {
    for (Secret secret : secrets) {
      secret.before |= secret.now;
    }
  }

  private static int needed(Secret secret) {
    return secret.length <= SHORT ? secret.length : Math.max(LEAST, secret.length * 2 / 5);
  }

  /** How many characters the marked places cover. */
  private static int covered(long at) {
    int covered = 0;
    int end = 0;
    for (long rest = at; rest != 0; rest &= rest - 1) {
      int place = Long.numberOfTrailingZeros(rest);
      covered += place + GRAM - Math.max(end, place);
      end = place + GRAM;
    }
    return covered;
  }

  private void roll(String plain) {
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      int at = filled % GRAM;
      rolling = rolling * BASE + c;
      if (filled >= GRAM) {
        rolling -= OUT * window[at];
      } else if (filled == 0) {
        rolling = c;
      }
      window[at] = c;
      filled++;
      if (filled >= GRAM) {
        hit(rolling);
      }
      if (filled == GRAM * 1_000_000) {
        filled = GRAM;
      }
    }
  }

  private void hit(long hash) {
    int mark = mark(hash);
    int mask = marks.length - 1;
    for (int at = mark & mask; marks[at] != 0; at = (at + 1) & mask) {
      if (marks[at] == mark) {
        secrets.get((places[at] & 0xffff) / MOST_PLACES).now |= 1L << (places[at] % MOST_PLACES);
      }
    }
  }

  private void put(long hash, int place) {
    if (size * 2 >= marks.length) {
      grow();
    }
    int mask = marks.length - 1;
    int at = mark(hash) & mask;
    while (marks[at] != 0) {
      at = (at + 1) & mask;
    }
    marks[at] = mark(hash);
    places[at] = (short) place;
    size++;
  }

  private void grow() {
    int[] oldMarks = marks;
    short[] oldPlaces = places;
    marks = new int[oldMarks.length * 2];
    places = new short[marks.length];
    int mask = marks.length - 1;
    for (int i = 0; i < oldMarks.length; i++) {
      if (oldMarks[i] != 0) {
        int at = oldMarks[i] & mask;
        while (marks[at] != 0) {
          at = (at + 1) & mask;
        }
        marks[at] = oldMarks[i];
        places[at] = oldPlaces[i];
      }
    }
  }

  private static long hash(String text, int from) {
    long hash = 0;
    for (int i = from; i < from + GRAM; i++) {
      hash = hash * BASE + text.charAt(i);
    }
    return hash;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= BASE;
    }
    return power;
  }

  private static int mark(long hash) {
    long mixed = hash * 0x9e3779b97f4a7c15L;
    int mark = (int) (mixed >>> 32);
    return mark == 0 ? 1 : mark;
  }

  /** Letters and digits only, in small letters. */
  private static String plain(String text) {
    String folded = Folding.fold(text);
    char[] plain = new char[folded.length()];
    int size = 0;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        plain[size++] = Character.toLowerCase(c);
      }
    }
    return new String(Arrays.copyOf(plain, size));
  }
}
