// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

/**
 * What a call shows of its session's trail, without itself.
 *
 * @param resource hash of what it acts on, 0 if nothing says
 * @param destination hash of where it leads, 0 if nowhere
 * @param resourceRead true if the session read it before
 * @param resourceWritten true if the session wrote it before
 * @param resourceRefused true if the session was refused such an act on it by another tool
 * @param destinationRefused true if the session was refused another call that leads there
 * @param refusals how many different calls of the session were refused in the last two minutes
 * @param discoveries how many different tools explored in the last ten minutes
 * @param cycleRepeats how often the last two to eight calls came in the same order, 0 or 3 and more
 * @param growth how many calls of the tool in a row were larger than the one before
 * @param callsSinceUntrusted calls since untrusted data came, -1 if none came
 * @param places kinds of places it names, as bits
 * @param hidden true if its arguments have characters nobody sees
 * @param encoded true if a long run of its arguments is no language
 */
public record TrailFacts(
    long resource,
    long destination,
    boolean resourceRead,
    boolean resourceWritten,
    boolean resourceRefused,
    boolean destinationRefused,
    int refusals,
    int discoveries,
    int cycleRepeats,
    int growth,
    int callsSinceUntrusted,
    int places,
    boolean hidden,
    boolean encoded) {
  /** Nothing is known. */
  public static final TrailFacts NONE =
      new TrailFacts(0, 0, false, false, false, false, 0, 0, 0, 0, -1, 0, false, false);

  static TrailFacts of(Looks looks) {
    return new TrailFacts(
        looks.resource(),
        looks.destination(),
        false,
        false,
        false,
        false,
        0,
        0,
        0,
        0,
        -1,
        looks.places(),
        looks.hidden(),
        looks.encoded());
  }

  /** What it acts on, as a word. */
  public String resourceWord() {
    return Hash.word(resource);
  }

  /** Where it leads, as a word. */
  public String destinationWord() {
    return Hash.word(destination);
  }

  /** True if it names a file, address or setting of the monitor. */
  public boolean monitorPlace() {
    return (places & Places.MONITOR) != 0;
  }

  /** True if it names instructions or settings of an agent. */
  public boolean agentPlace() {
    return (places & Places.AGENT) != 0;
  }

  /** True if it names what runs by itself later. */
  public boolean persistencePlace() {
    return (places & Places.PERSISTENCE) != 0;
  }

  /** True if it names a log of who did what. */
  public boolean auditPlace() {
    return (places & Places.AUDIT) != 0;
  }

  /** True if it names where credentials lie. */
  public boolean credentialPlace() {
    return (places & Places.CREDENTIAL) != 0;
  }
}
