// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api.json;

import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object a host sent, with a precise complaint for everything that is wrong in it. Read as
 * strictly as requests of agents: two readings of one text must not be possible.
 */
public final class HostBody {

  private static final JsonRpcReader READER = JsonRpcReader.strict();

  private final RawObject members;

  private HostBody(RawObject members) {
    this.members = members;
  }

  /** Reads a body. */
  public static HostBody read(byte[] bytes) throws HostRefusal {
    try {
      return new HostBody(READER.object(bytes));
    } catch (RpcSyntaxException e) {
      throw new HostRefusal(400, "body.malformed", String.valueOf(e.getMessage()));
    }
  }

  /** Refuses members besides these: a misspelt one would be a wish nobody heard. */
  HostBody only(String... known) throws HostRefusal {
    Set<String> names = new TreeSet<>(Set.of(known));
    for (RawMember member : members.members()) {
      if (!names.contains(member.name())) {
        throw new HostRefusal(
            400,
            "body.unknown-member",
            member.name() + ": unknown member (expected: one of " + names + ")");
      }
    }
    return this;
  }

  /** A member that is an object, or null if it is absent. */
  public @Nullable HostBody object(String name) throws HostRefusal {
    RawMember member = members.get(name);
    if (member == null) {
      return null;
    }
    if (!member.isObject()) {
      throw invalid(name, "something else", "an object");
    }
    return new HostBody(ObjectReader.members(member));
  }

  /** A text; empty if it is absent. */
  public String text(String name, int longest) throws HostRefusal {
    RawMember member = members.get(name);
    if (member == null) {
      return "";
    }
    if (!member.isText()) {
      throw invalid(name, "no text", "a text");
    }
    String text = member.text();
    if (text.length() > longest) {
      throw invalid(name, text.length() + " characters", "at most " + longest);
    }
    return text;
  }

  /** A text that must be there. */
  public String required(String name, int longest) throws HostRefusal {
    String text = text(name, longest);
    if (text.isBlank()) {
      throw invalid(name, "nothing", "1 to " + longest + " characters");
    }
    return text;
  }

  /** A value as it stands; empty if it is absent. */
  public String raw(String name) {
    return members.raw(name);
  }

  /** An object as it stands; empty if it is absent. */
  String rawObject(String name) throws HostRefusal {
    RawMember member = members.get(name);
    if (member != null && !member.isObject()) {
      throw invalid(name, "something else", "an object");
    }
    return raw(name);
  }

  /** A time in milliseconds, zero if it is absent. */
  Duration millis(String name, Duration longest) throws HostRefusal {
    String text = raw(name);
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    if (text.length() > 12 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalid(name, "no whole number", "milliseconds, at most " + longest.toMillis());
    }
    long millis = Long.parseLong(text);
    if (millis > longest.toMillis()) {
      throw invalid(name, text, "at most " + longest.toMillis() + " milliseconds");
    }
    return Duration.ofMillis(millis);
  }

  /** One of a type's constants, by its word; {@code fallback} if it is absent. */
  <E extends Enum<E>> E choice(String name, Class<E> type, E fallback) throws HostRefusal {
    String text = text(name, 40);
    if (text.isEmpty()) {
      return fallback;
    }
    Set<String> words = new TreeSet<>();
    for (E value : type.getEnumConstants()) {
      String word = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(text)) {
        return value;
      }
      words.add(word);
    }
    throw invalid(name, "\"" + text + "\"", "one of " + words);
  }

  static HostRefusal invalid(String name, String got, String expected) {
    return new HostRefusal(
        400, "body.invalid", name + ": got " + got + " (expected: " + expected + ")");
  }
}
