// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;

/**
 * A rule matched in a session. Only rules across sessions see it; what they find themselves is not
 * among it. Every public method without parameters is a column of the same name.
 */
public final class Detected {
  private final Detection detection;
  private final Session owner;
  private final String tool;
  private final String source;
  private final long at;

  /**
   * @param detection what was found
   * @param owner in whose session
   * @param tool of the completing call
   * @param source tool of the first step of the chain
   * @param at engine time
   */
  public Detected(Detection detection, Session owner, String tool, String source, long at) {
    this.detection = requireNonNull(detection, "detection");
    this.owner = requireNonNull(owner, "owner");
    this.tool = requireNonNull(tool, "tool");
    this.source = requireNonNull(source, "source");
    this.at = at;
  }

  /** What was found; not a column. */
  public static Detection detectionOf(Detected event) {
    return event.detection;
  }

  /** In whose session; not a column. */
  public static Session ownerOf(Detected event) {
    return event.owner;
  }

  /** The tenant. */
  public String tenant() {
    return owner.identity().tenant();
  }

  /** The environment, for example {@code prod}. */
  public String environment() {
    return owner.environment();
  }

  /** The authenticated subject. */
  public String principal() {
    return owner.identity().subject();
  }

  /** What lies below every session of the credential. */
  public String floor() {
    return owner.floor().value();
  }

  /** The session. */
  public String session() {
    return owner.id().value();
  }

  /** The session the delegation began in; its own id if nobody delegated. */
  public String root() {
    return owner.root().value();
  }

  /** True if the sessions behind the credential run side by side. */
  public boolean sharedPrincipal() {
    return owner.kind() == PrincipalKind.SHARED;
  }

  /** The id of the rule that matched. */
  public String rule() {
    return detection.rule().id();
  }

  /** The family of misbehaviour, for example {@code chain}. */
  public String kind() {
    return detection.kind().word();
  }

  /** How bad: {@code low}, {@code medium}, {@code high} or {@code critical}. */
  public String severity() {
    return detection.severity().name().toLowerCase(java.util.Locale.ROOT);
  }

  /** What it adds to the session's risk, 0 to 100. */
  public int score() {
    return detection.score();
  }

  /** What the rule asked for, for example {@code pause}. */
  public String action() {
    return detection.action().word();
  }

  /** True if that was carried out. */
  public boolean enforced() {
    return detection.mode() == Mode.ENFORCE;
  }

  /** The tool of the completing call as {@code upstream/name}. */
  public String tool() {
    return tool;
  }

  /** The tool whose result the chain began with, or that of the completing call. */
  public String source() {
    return source;
  }

  /** Engine time in milliseconds since 1970. */
  public long at() {
    return at;
  }
}
