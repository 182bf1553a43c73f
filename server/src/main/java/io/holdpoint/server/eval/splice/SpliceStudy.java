// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import static java.util.stream.Collectors.groupingBy;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.server.eval.replay.EngineMaker;
import io.holdpoint.server.eval.trace.LabelledRecording;
import io.holdpoint.server.eval.trace.TraceFiles;
import io.holdpoint.server.eval.trace.Truth.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Lets an engine learn an agent's clean sessions, and then looks at sessions it has not learnt
 * from: as they are, and gone on with by another task or agent from a known call on. Five folds:
 * each clean session is looked at once, by an engine that learnt from the other folds.
 */
public final class SpliceStudy {

  private static final int FOLDS = 5;

  /** Fewer clean sessions leave too few to learn from in a fold. */
  private static final int LEAST_SESSIONS = 25;

  private final EngineMaker engines;
  private final ToolCatalogue catalogue;
  private final double perThousand;
  private final int threads;

  /**
   * @param engines starts them; of one shard
   * @param catalogue what is known of tools
   * @param perThousand how many false alarms in 1,000 clean sessions are put up with
   * @param threads how many folds are worked on at a time; changes no figure
   */
  public SpliceStudy(
      EngineMaker engines, ToolCatalogue catalogue, double perThousand, int threads) {
    this.engines = engines;
    this.catalogue = catalogue;
    this.perThousand = perThousand;
    this.threads = threads;
  }

  /**
   * Looks at every agent with enough clean sessions in some files.
   *
   * @throws IOException if a file cannot be read
   */
  public SpliceFigures run(TraceFiles files) throws IOException {
    List<LabelledRecording> sessions = new ArrayList<>();
    for (Path file : files.files()) {
      sessions.addAll(TraceFiles.read(file));
    }
    List<Worked> clean = clean(sessions);
    List<Worked> injected =
        sessions.stream()
            .filter(s -> s.truth().isInjection() && s.truth().firstBad().isPresent())
            .map(Worked::of)
            .filter(w -> w.foreign() > 0)
            .filter(w -> clean.stream().anyMatch(c -> c.agent().equals(w.agent())))
            .toList();
    Map<Setting, List<Seen>> seen = new EnumMap<>(Setting.class);
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      Map<Setting, List<Future<List<Seen>>>> begun = new EnumMap<>(Setting.class);
      for (Setting setting : Setting.values()) {
        List<Future<List<Seen>>> folds = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
          Fold work = new Fold(setting, fold, clean, injected);
          folds.add(workers.submit(work::look));
        }
        begun.put(setting, folds);
      }
      begun.forEach((setting, folds) -> seen.put(setting, finished(folds)));
    }
    return new SpliceFigures(seen, perThousand);
  }

  private static List<Worked> clean(List<LabelledRecording> sessions) {
    Map<String, List<Worked>> agents =
        new TreeMap<>(
            sessions.stream()
                .filter(s -> s.truth().label() == Label.BENIGN)
                .map(Worked::of)
                .filter(w -> w.calls() > 0)
                .collect(groupingBy(Worked::agent)));
    return agents.values().stream()
        .filter(some -> some.size() >= LEAST_SESSIONS)
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Worked::key))
        .toList();
  }

  private static List<Seen> finished(List<Future<List<Seen>>> folds) {
    List<Seen> seen = new ArrayList<>();
    try {
      for (Future<List<Seen>> fold : folds) {
        seen.addAll(fold.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("splices: interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("splices: a fold failed", e.getCause());
    }
    return seen;
  }

  /** One fold: what is looked at there, by an engine that learnt everything else. */
  private final class Fold {
    private final Setting setting;
    private final int number;
    private final List<Worked> clean;
    private final List<Worked> injected;

    Fold(Setting setting, int number, List<Worked> clean, List<Worked> injected) {
      this.setting = setting;
      this.number = number;
      this.clean = clean;
      this.injected = injected;
    }

    List<Seen> look() {
      List<Seen> seen = new ArrayList<>();
      List<Worked> own = clean.stream().filter(this::isOwn).toList();
      try (SpliceRig rig = new SpliceRig(engines, catalogue, setting.declares())) {
        clean.stream()
            .filter(Predicate.not(this::isOwn))
            .forEach(w -> rig.learn(w.agent(), w.said(), w.steps()));
        for (Worked host : own) {
          seen.add(
              new Seen(
                  host.agent(),
                  host.task(),
                  Donor.NONE,
                  host.calls(),
                  rig.look(host.agent(), host.said(), host.steps(), perThousand)));
          for (Donor donor : List.of(Donor.SAME_TASK, Donor.OTHER_TASK, Donor.OTHER_AGENT)) {
            donor(host, donor, own).ifPresent(other -> seen.add(spliced(rig, host, donor, other)));
          }
        }
        injected.stream()
            .filter(this::isOwn)
            .forEach(
                w ->
                    seen.add(
                        new Seen(
                            w.agent(),
                            w.task(),
                            Donor.INJECTION,
                            w.foreign() - 1,
                            rig.look(w.agent(), w.said(), w.steps(), perThousand))));
      }
      return seen;
    }

    private Seen spliced(SpliceRig rig, Worked host, Donor donor, Worked other) {
      int after = Math.max(1, host.calls() / 2);
      return new Seen(
          host.agent(),
          host.task(),
          donor,
          after,
          rig.look(host.agent(), host.said(), host.goingOnWith(other, after), perThousand));
    }

    private Optional<Worked> donor(Worked host, Donor donor, List<Worked> own) {
      List<Worked> fitting = own.stream().filter(other -> fits(host, donor, other)).toList();
      return fitting.isEmpty()
          ? Optional.empty()
          : Optional.of(
              fitting.get(Math.floorMod((host.key() + donor).hashCode(), fitting.size())));
    }

    private boolean fits(Worked host, Donor donor, Worked other) {
      boolean sameAgent = other.agent().equals(host.agent());
      boolean sameTask = sameAgent && other.task().equals(host.task());
      return switch (donor) {
        case SAME_TASK -> sameTask && !other.key().equals(host.key());
        case OTHER_TASK -> sameAgent && !sameTask;
        case OTHER_AGENT -> !sameAgent;
        case NONE, INJECTION -> false;
      };
    }

    private boolean isOwn(Worked session) {
      String splitBy =
          setting == Setting.UNSEEN_TASK ? session.agent() + session.task() : session.key();
      return Math.floorMod((splitBy.hashCode() * 0x9E3779B9) >>> 8, FOLDS) == number;
    }
  }
}
