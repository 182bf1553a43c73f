// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.intent.ArgumentRoles;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.RuleRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What rules refused, by effect and by what it was to be done to: another tool with the same effect
 * on the same thing is the same deed. Kept for the floor where new session ids would shed it, else
 * for the session; hashes only, bounded, the oldest go first. Costs nothing until something is
 * refused. Safe for use by many threads.
 */
final class Refusals {
  private static final int MOST_PLACES = 10_000;
  private static final int MOST_EACH = 32;
  private static final int MOST_VALUES = 16;
  private static final int LONGEST_VALUE = 500;
  private static final Set<Effect> HARMLESS =
      EnumSet.of(Effect.READ, Effect.DISCOVER, Effect.MEMORY_READ);
  private static final JsonFactory JSON = new JsonFactory();

  private final ArgumentRoles names;
  private final Map<String, Deque<Refusal>> places = new LinkedHashMap<>();
  private volatile boolean any;

  /**
   * @param names tells what arguments are where the catalogue does not
   */
  Refusals(ArgumentRoles names) {
    this.names = names;
  }

  /**
   * Something was refused.
   *
   * @param step the call
   * @param rule by which rule
   * @param tool with which tool
   * @param effects what it would have done, reading left out
   * @param things hashes of what it would have been done to
   */
  record Refusal(StepId step, RuleRef rule, String tool, Set<Effect> effects, Set<String> things) {}

  /**
   * Notes a refused call, if it can do more than read and says what it is about.
   *
   * @param text its arguments
   */
  void note(Step.Attempted attempt, String text, RuleRef rule) {
    Set<Effect> effects = effects(attempt.tool());
    Set<String> things = effects.isEmpty() ? Set.of() : things(attempt.tool(), text);
    if (things.isEmpty()) {
      return;
    }
    Refusal refusal =
        new Refusal(attempt.id(), rule, attempt.tool().qualifiedName(), effects, things);
    synchronized (places) {
      any = true;
      Deque<Refusal> known =
          places.computeIfAbsent(place(attempt.session()), p -> new ArrayDeque<>());
      known.addLast(refusal);
      if (known.size() > MOST_EACH) {
        known.removeFirst();
      }
      if (places.size() > MOST_PLACES) {
        Iterator<String> oldest = places.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  /** A refused call with another tool that this one would make up for, if there is one. */
  Optional<Refusal> alike(Step.Attempted attempt, String text) {
    if (!any) {
      return Optional.empty();
    }
    Refusal[] known;
    synchronized (places) {
      Deque<Refusal> here = places.get(place(attempt.session()));
      if (here == null) {
        return Optional.empty();
      }
      known = here.toArray(new Refusal[0]);
    }
    Set<Effect> effects = effects(attempt.tool());
    Set<String> things = effects.isEmpty() ? Set.of() : things(attempt.tool(), text);
    for (Refusal refusal : known) {
      if (!refusal.tool().equals(attempt.tool().qualifiedName())
          && refusal.effects().stream().anyMatch(effects::contains)
          && refusal.things().stream().anyMatch(things::contains)) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }

  /** A person released a floor: what was refused there may be judged anew. */
  void release(Target target) {
    synchronized (places) {
      places.remove(target.floor().value());
      places.remove(target.session().value());
    }
  }

  private static String place(Session session) {
    boolean floor = session.kind() == PrincipalKind.EXCLUSIVE && session.key().isWeak();
    return floor ? session.floor().value() : session.id().value();
  }

  private static Set<Effect> effects(ToolRef tool) {
    Set<Effect> effects = EnumSet.noneOf(Effect.class);
    effects.addAll(tool.effects());
    effects.removeAll(HARMLESS);
    return effects;
  }

  /** Values that say who, what or where, however they are written. */
  private Set<String> things(ToolRef tool, String text) {
    Set<String> things = new HashSet<>();
    if (text.isEmpty()) {
      return things;
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      String name = "";
      for (JsonToken token = parser.nextToken();
          token != null && things.size() < MOST_VALUES;
          token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME) {
          name = parser.currentName();
        } else if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
          add(things, role(tool, name), parser.getString());
        }
      }
    } catch (JacksonException notJson) {
      return things;
    }
    return things;
  }

  private @Nullable ArgumentRole role(ToolRef tool, String name) {
    ArgumentRole told = tool.roles().get(name);
    return told != null ? told : names.of(name);
  }

  private static void add(Set<String> things, @Nullable ArgumentRole role, String value) {
    if (role == null || !role.isIdentity() || value.isBlank() || value.length() > LONGEST_VALUE) {
      return;
    }
    String folded = value.strip().toLowerCase(Locale.ROOT).replaceAll("/+$", "");
    things.add(Hashes.sha256Hex(16, folded));
  }
}
