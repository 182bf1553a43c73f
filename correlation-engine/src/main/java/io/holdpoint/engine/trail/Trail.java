// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.call.StepMap;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one session did to which things. Bounded; hashes only. Guarded by the session's turn. What
 * was refused is kept longest, however long the session is idle.
 */
public final class Trail {
  private static final int MOST_IN_FLIGHT = 32;
  private static final int MOST_REFUSALS = 32;
  private static final int MOST_THINGS = 48;
  private static final long REFUSALS_LAST = 120_000;
  private static final long DISCOVERIES_LAST = 600_000;
  private static final Set<Effect> LOOKING =
      EnumSet.of(Effect.READ, Effect.DISCOVER, Effect.MEMORY_READ);

  private final StepMap<Looks> inFlight = new StepMap<>(MOST_IN_FLIGHT);
  private Map<StepId, Refusal> refusals = Map.of();
  private final Discoveries discoveries = new Discoveries();
  private final Things read = new Things(MOST_THINGS);
  private final Things written = new Things(MOST_THINGS);
  private final Cycles cycles = new Cycles();
  private String lastTool = "";
  private int lastSize;
  private int growth;
  private int sinceUntrusted = -1;

  /** A call that was refused. */
  private record Refusal(int likeness, String tool, Set<Effect> acts, Looks looks, long at) {}

  /**
   * Takes in an attempt.
   *
   * @param text its arguments
   * @return what it shows of the trail before it
   */
  public TrailFacts attempted(Call call, String text, LooksReader reader, long now) {
    Looks looks = reader.read(text);
    Set<Effect> acts = acts(call);
    inFlight.put(call.id(), looks);
    growth = grows(call) ? growth + 1 : 0;
    lastTool = call.toolName();
    lastSize = call.argumentsSize();
    if (sinceUntrusted >= 0) {
      sinceUntrusted++;
    }
    TrailFacts facts =
        new TrailFacts(
            looks.resource(),
            looks.destination(),
            read.has(looks.resource()),
            looks.touches(written),
            isRefused(call, looks, acts),
            isDestinationRefused(call, looks, acts),
            refusalsSince(now - REFUSALS_LAST),
            discoveries.since(now - DISCOVERIES_LAST),
            cycles.next(call.likeness()),
            growth,
            sinceUntrusted,
            looks.places(),
            looks.hidden(),
            looks.encoded());
    if (call.tool().effects().contains(Effect.DISCOVER)) {
      discoveries.note(call.toolName(), now);
    }
    return facts;
  }

  /** What a call that is about to end showed. */
  public TrailFacts of(StepId call) {
    Looks looks = inFlight.get(call);
    return looks == null ? TrailFacts.NONE : TrailFacts.of(looks);
  }

  /** The call was denied, by whomever. */
  public void refused(Call call, long now) {
    Looks looks = inFlight.remove(call.id());
    if (looks != null) {
      refusals = refusals.isEmpty() ? new LinkedHashMap<>(1) : refusals;
      put(
          refusals,
          call.id(),
          new Refusal(call.likeness(), call.toolName(), acts(call), looks, now),
          MOST_REFUSALS);
    }
  }

  /** The call ended otherwise. */
  public void completed(Call call, boolean untrusted) {
    if (untrusted) {
      sinceUntrusted = 0;
    }
    Looks looks = inFlight.remove(call.id());
    if (looks == null) {
      return;
    }
    Set<Effect> effects = call.tool().effects();
    if (effects.contains(Effect.READ)) {
      read.add(looks.resource());
    }
    if (effects.contains(Effect.WRITE)) {
      looks.addTo(written);
    }
  }

  /** Drops what only helps while the session is busy. */
  public void shrink() {
    inFlight.clear();
    discoveries.clear();
    cycles.clear();
  }

  private boolean grows(Call call) {
    return call.toolName().equals(lastTool) && call.argumentsSize() > lastSize;
  }

  /** Only what does more than look is the same act by another tool. */
  private static Set<Effect> acts(Call call) {
    Set<Effect> acts = EnumSet.copyOf(call.tool().effects());
    acts.removeAll(LOOKING);
    return acts;
  }

  private boolean isRefused(Call call, Looks looks, Set<Effect> acts) {
    for (Refusal refusal : refusals.values()) {
      if (isSameAct(call, acts, refusal) && looks.touches(refusal.looks())) {
        return true;
      }
    }
    return false;
  }

  private boolean isDestinationRefused(Call call, Looks looks, Set<Effect> acts) {
    for (Refusal refusal : refusals.values()) {
      if (looks.destination() != 0
          && looks.destination() == refusal.looks().destination()
          && isSameAct(call, acts, refusal)) {
        return true;
      }
    }
    return false;
  }

  /** What runs commands can do anything that was refused. */
  private static boolean isSameAct(Call call, Set<Effect> acts, Refusal refusal) {
    return !call.toolName().equals(refusal.tool())
        && !acts.isEmpty()
        && (acts.contains(Effect.EXEC)
            || acts.stream().anyMatch(act -> refusal.acts().contains(act)));
  }

  private int refusalsSince(long since) {
    if (refusals.isEmpty()) {
      return 0;
    }
    int[] different = new int[MOST_REFUSALS];
    int count = 0;
    for (Refusal refusal : refusals.values()) {
      boolean known = false;
      for (int i = 0; i < count; i++) {
        known |= different[i] == refusal.likeness();
      }
      if (!known && refusal.at() > since) {
        different[count++] = refusal.likeness();
      }
    }
    return count;
  }

  private static <K, V> void put(Map<K, V> map, K key, V value, int most) {
    @Nullable V before = map.put(key, value);
    if (before == null && map.size() > most) {
      Iterator<K> oldest = map.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
