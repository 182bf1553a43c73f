// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Which types a few words before a place, or the name of its field, make likely. */
final class Context {

  private static final int WINDOW = 48;
  private static final int LONGEST_KEY = 64;

  private final Word[][] byFirst = new Word[26][];
  private final EnumSet<EntityType> near = EnumSet.noneOf(EntityType.class);
  private final EnumSet<EntityType> named = EnumSet.noneOf(EntityType.class);
  private byte[] key = new byte[0];
  private int keyStart;
  private int keyEnd;
  private boolean keyRead = true;
  private int windowEnd = -1;

  Context() {
    List<List<Word>> lists = new ArrayList<>();
    for (int i = 0; i < 26; i++) {
      lists.add(new ArrayList<>());
    }
    for (EntityType type : EntityType.values()) {
      for (String word : type.words()) {
        lists
            .get(word.charAt(0) - 'a')
            .add(new Word(word.getBytes(StandardCharsets.US_ASCII), type));
      }
    }
    for (int i = 0; i < 26; i++) {
      byFirst[i] = lists.get(i).toArray(new Word[0]);
    }
  }

  private static final class Word {
    private final byte[] text;
    private final EntityType type;

    Word(byte[] text, EntityType type) {
      this.text = text;
      this.type = type;
    }
  }

  /** Another text begins. */
  void text() {
    windowEnd = -1;
  }

  void noKey() {
    keyRead = true;
    named.clear();
  }

  /** The text to come is the value of this name; it is read only if it is needed. */
  void key(byte[] bytes, int start, int end) {
    key = bytes;
    keyStart = start;
    keyEnd = Math.min(end, start + LONGEST_KEY);
    keyRead = false;
  }

  /** True if {@code type} is likely at {@code start} of a text that begins at {@code from}. */
  boolean suggests(EntityType type, byte[] text, int from, int start) {
    if (windowEnd != start) {
      windowEnd = start;
      if (!keyRead) {
        noKey();
        walk(key, keyStart, keyEnd, named);
      }
      near.clear();
      near.addAll(named);
      walk(text, Math.max(from, start - WINDOW), start, near);
    }
    return near.contains(type);
  }

  /** A word counts where it starts: after no letter, or as a capital after a small one. */
  private void walk(byte[] text, int from, int to, EnumSet<EntityType> types) {
    byte before = 0;
    byte twoBefore = 0;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      int lower = c | 0x20;
      if (lower >= 'a' && lower <= 'z') {
        boolean small = c >= 'a';
        boolean starts = !isLetter(before) || (!small && before >= 'a' && twoBefore >= 'a');
        if (starts) {
          for (Word word : byFirst[lower - 'a']) {
            if (matches(text, i, to, word.text)) {
              types.add(word.type);
            }
          }
        }
      }
      twoBefore = before;
      before = c;
    }
  }

  private static boolean matches(byte[] text, int at, int to, byte[] word) {
    if (at + word.length > to) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      byte c = text[at + i];
      int w = word[i];
      boolean gap = w == ' ' && (c == ' ' || c == '_' || c == '-' || c == '.');
      if (!gap && (c | 0x20) != w && c != w) {
        return false;
      }
    }
    // Short words are whole words: "pan" is not "panel".
    return word.length > 4
        || at + word.length == to
        || !isLetter(text[at + word.length])
        || (text[at + word.length] < 'a' && text[at + word.length - 1] >= 'a');
  }

  private static boolean isLetter(byte c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}
