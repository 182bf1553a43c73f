// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

import io.holdpoint.engine.call.TopLevel;
import io.holdpoint.model.step.ArgumentRole;
import java.util.function.Function;

/** Reads what a call acts on and where it leads off its top-level arguments. For one text. */
final class ArgumentNames {
  private static final int LONGEST = 256;

  private final String text;
  private final int end;
  private final TopLevel scan;
  private final Function<String, ArgumentRole> roles;
  private long resource;
  private long identity;
  private long destination;

  ArgumentNames(String text, int end, Function<String, ArgumentRole> roles) {
    this.text = text;
    this.end = end;
    this.scan = new TopLevel(text, end);
    this.roles = roles;
  }

  ArgumentNames read() {
    scan.tell((name, nameEnd, value) -> value(roles.apply(text.substring(name, nameEnd)), value));
    return this;
  }

  long resource() {
    return resource != 0 ? resource : identity;
  }

  long destination() {
    return destination;
  }

  /** Takes in the value that begins at {@code from}; returns where to read on. */
  private int value(ArgumentRole role, int from) {
    int start = from;
    while (start < end && (text.charAt(start) == '[' || text.charAt(start) == ' ')) {
      start++;
    }
    if (start >= end || text.charAt(start) == '{') {
      return from;
    }
    boolean quoted = text.charAt(start) == '"';
    int first = quoted ? start + 1 : start;
    int last = quoted ? scan.closing(start) : plainEnd(start);
    if (last - first <= LONGEST && last > first) {
      switch (role) {
        case RESOURCE -> resource = resource == 0 ? hash(first, last) : resource;
        case IDENTITY -> identity = identity == 0 ? hash(first, last) : identity;
        case DESTINATION -> destination = destination == 0 ? address(first, last) : destination;
        case CONTENT, QUERY, SECRET, AMOUNT, TIME, OTHER -> {}
      }
    }
    return start == from ? (quoted ? last + 1 : last) : from;
  }

  /** A link leads to its host. */
  private long address(int from, int to) {
    int scheme = text.indexOf("://", from);
    if (scheme < 0 || scheme >= to) {
      return hash(from, to);
    }
    int last = scheme + 3;
    while (last < to && "/?#:".indexOf(text.charAt(last)) < 0) {
      last++;
    }
    return hash(scheme + 3, last);
  }

  /** The same for the same name in whatever case, path or spacing. */
  private long hash(int from, int to) {
    long hash = Hash.start();
    int i = from;
    while (i < to && (text.charAt(i) == '.' || text.charAt(i) == '/' || text.charAt(i) == ' ')) {
      i++;
    }
    for (; i < to; i++) {
      char c = text.charAt(i);
      if (c > ' ' && c != '\\') {
        hash = Hash.add(hash, Character.toLowerCase(c));
      }
    }
    return Hash.end(hash);
  }

  private int plainEnd(int from) {
    int i = from;
    while (i < end && ",]} ".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
