// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.drift.statistic.FalseAlarms;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A frozen baseline: what some clean sessions of an agent did, and what each method's statistic is
 * worth among them. Immutable, and shared by all threads.
 */
public final class Snapshot {
  /** Nothing is known. */
  public static final Snapshot NONE = new Snapshot("none", 0, Set.of(), new Profile(), Map.of());

  private final String name;
  private final int cleanSessions;
  private final Set<String> knownTools;
  private final Profile profile;
  private final Model model;
  private final Map<Method, FalseAlarms> alarms;

  private Snapshot(
      String name,
      int cleanSessions,
      Set<String> knownTools,
      Profile profile,
      Map<Method, FalseAlarms> alarms) {
    this.name = requireNonNull(name, "name");
    this.cleanSessions = cleanSessions;
    this.knownTools = Set.copyOf(knownTools);
    this.profile = profile;
    this.model = new Model(profile, new Profile());
    this.alarms = alarms;
  }

  /**
   * Learns from sessions, and scores each of them by all the others.
   *
   * @param name whose baseline it is, for people
   * @param cleanSessions how many clean sessions there were in all, older ones included
   * @param olderTools tools of sessions too old to be among the sources
   * @param sources what the newest of them did
   */
  public static Snapshot of(
      String name, int cleanSessions, Set<String> olderTools, List<Trace> sources) {
    Profile profile = profile(sources);
    return new Snapshot(name, cleanSessions, olderTools, profile, alarms(profile, sources));
  }

  private static Profile profile(List<Trace> sources) {
    Profile profile = new Profile();
    sources.forEach(profile::add);
    return profile;
  }

  private static Map<Method, FalseAlarms> alarms(Profile profile, List<Trace> sources) {
    Map<Method, double[]> highest = new EnumMap<>(Method.class);
    for (Method method : Method.values()) {
      highest.put(method, new double[sources.size()]);
    }
    for (int i = 0; i < sources.size(); i++) {
      Trace source = sources.get(i);
      Scorer scorer = new Scorer(new Model(profile, Profile.of(source)));
      scorer.replay(source, step -> {});
      int session = i;
      highest.forEach((method, all) -> all[session] = scorer.highest(method));
    }
    Map<Method, FalseAlarms> alarms = new EnumMap<>(Method.class);
    Model model = new Model(profile, new Profile());
    highest.forEach(
        (method, all) -> alarms.put(method, FalseAlarms.of(all, model.surprise(method))));
    return alarms;
  }

  /** Whose baseline it is, for people. */
  public String name() {
    return name;
  }

  /** How many clean sessions it rests on. */
  public int cleanSessions() {
    return cleanSessions;
  }

  /** True if a clean session used the tool. */
  public boolean knows(String tool) {
    return profile.uses(tool) > 0 || knownTools.contains(tool);
  }

  /** What a method's statistic is worth. */
  public FalseAlarms falseAlarms(Method method) {
    return alarms.getOrDefault(method, FalseAlarms.UNKNOWN);
  }

  Model model() {
    return model;
  }

  public boolean isEmpty() {
    return profile.sessions() == 0;
  }
}
