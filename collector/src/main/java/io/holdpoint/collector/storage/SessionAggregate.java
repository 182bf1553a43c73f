// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import io.holdpoint.model.view.Usage;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session from all its steps: read once, changed in memory by each step of a
 * batch, written once. Not safe for use by many threads; the writer's lock guards it.
 */
final class SessionAggregate {

  /** The columns a session's row has beside its number, tenant, environment and id. */
  record Columns(
      SessionFacts facts,
      long factsAt,
      int steps,
      int denied,
      int maxRisk,
      EnumSet<Effect> effects,
      EnumSet<DataLabel> labels,
      String lastStep,
      long lastStepAt,
      Usage usage,
      RiskTrend trend) {}

  private final long no;
  private final String tenant;
  private final SessionId id;
  private SessionFacts facts;
  private @Nullable SessionFacts written;
  private byte[] json = new byte[0];
  private long factsAt;
  private int steps;
  private int denied;
  private int maxRisk;
  private final EnumSet<Effect> effects;
  private final EnumSet<DataLabel> labels;
  private String lastStep;
  private long lastStepAt;
  private Usage usage;
  private final RiskTrend trend;

  /** A session that was stored before. */
  SessionAggregate(long no, Columns columns) {
    this.no = no;
    this.tenant = columns.facts().tenant();
    this.id = columns.facts().id();
    this.facts = columns.facts();
    this.factsAt = columns.factsAt();
    this.steps = columns.steps();
    this.denied = columns.denied();
    this.maxRisk = columns.maxRisk();
    this.effects = columns.effects();
    this.labels = columns.labels();
    this.lastStep = columns.lastStep();
    this.lastStepAt = columns.lastStepAt();
    this.usage = columns.usage();
    this.trend = columns.trend();
  }

  /** A session whose first row is about to be added. */
  SessionAggregate(long no, SessionFacts facts) {
    this(
        no,
        new Columns(
            facts,
            Long.MIN_VALUE,
            0,
            0,
            0,
            EnumSet.noneOf(Effect.class),
            EnumSet.noneOf(DataLabel.class),
            "",
            Long.MIN_VALUE,
            Usage.NONE,
            new RiskTrend()));
  }

  /** True if the row is no step, but a mark. */
  static boolean isEnd(StepRow row) {
    return row.isMark();
  }

  /** Takes in a row that was not stored before. */
  void add(StepRow row) {
    long at = Instants.toNanos(row.startedAt());
    if (at >= factsAt) {
      facts = row.session();
      factsAt = at;
    }
    maxRisk = Math.max(maxRisk, row.session().risk());
    if (isEnd(row)) {
      lastStepAt = steps == 0 ? Math.max(lastStepAt, at) : lastStepAt;
      return;
    }
    if (steps == 0 || at >= lastStepAt) {
      lastStep = row.upstream().isEmpty() ? row.name() : row.upstream() + "/" + row.name();
      lastStepAt = at;
    }
    steps++;
    usage = usage.plus(row.detail());
    trend.add(row.session().risk());
    denied += isDenied(row) ? 1 : 0;
    if (row.verdict().equals("permit")) {
      effects.addAll(row.effects());
    }
    labels.addAll(row.labels());
  }

  /**
   * Takes a row out of the counts again, because another one replaces it. Sets, risk, its trend and
   * times stay: they only ever rise.
   */
  void remove(StepRow row) {
    if (!isEnd(row)) {
      steps--;
      denied -= isDenied(row) ? 1 : 0;
      usage = usage.minus(row.detail());
    }
  }

  long no() {
    return no;
  }

  String tenant() {
    return tenant;
  }

  SessionId id() {
    return id;
  }

  /** The facts in the form they are stored in; not to be changed. */
  byte[] factsJson() {
    if (!facts.equals(written)) {
      json = StepJson.write(facts);
      written = facts;
    }
    return json;
  }

  Columns columns() {
    return new Columns(
        facts,
        factsAt,
        steps,
        denied,
        maxRisk,
        effects,
        labels,
        lastStep,
        lastStepAt,
        usage,
        trend);
  }

  /** The session as people read it. */
  static SessionRow toRow(Columns columns, int detections) {
    return new SessionRow(
        columns.facts(),
        columns.steps(),
        columns.denied(),
        detections,
        columns.maxRisk(),
        columns.effects(),
        columns.labels(),
        columns.lastStep(),
        Instants.ofNanos(columns.lastStepAt()),
        columns.usage(),
        columns.trend().points());
  }

  private static boolean isDenied(StepRow row) {
    return row.verdict().equals("deny");
  }
}
