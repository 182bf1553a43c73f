// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.outline;

import io.holdpoint.dashboard.view.ShapeView;
import io.holdpoint.dashboard.view.ShapeView.Mark;
import io.holdpoint.dashboard.view.ShapeView.Point;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.verdict.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws together what a session was like, to a number of points that does not grow with it. */
public final class Shapes {

  private static final int MOST_POINTS = 400;
  private static final int MOST_MARKS = 400;
  private static final List<String> VERDICTS = List.of("", "permit", "hold", "deny");

  private Shapes() {}

  /** The shape of a session with its detections. */
  public static ShapeView of(SessionOutline outline, List<Detection> detections) {
    List<OutlineStep> steps = outline.steps();
    if (steps.isEmpty()) {
      Instant started = outline.row().facts().startedAt();
      return new ShapeView(0, started, started, List.of(), List.of());
    }
    Instant end = steps.getFirst().endedAt();
    for (OutlineStep step : steps) {
      end = step.endedAt().isAfter(end) ? step.endedAt() : end;
    }
    return new ShapeView(
        steps.size(), steps.getFirst().startedAt(), end, points(steps), marks(outline, detections));
  }

  private static List<Point> points(List<OutlineStep> steps) {
    int size = Math.max(1, (steps.size() + MOST_POINTS - 1) / MOST_POINTS);
    List<Point> points = new ArrayList<>();
    long received = 0;
    long untrusted = 0;
    long guarded = 0;
    for (int from = 0; from < steps.size(); from += size) {
      List<OutlineStep> some = steps.subList(from, Math.min(steps.size(), from + size));
      for (OutlineStep step : some) {
        received += step.resultBytes();
        untrusted += isUntrusted(step) ? step.resultBytes() : 0;
        guarded += isGuarded(step) ? step.resultBytes() : 0;
      }
      points.add(point(some, from + some.size(), received, untrusted, guarded));
    }
    return points;
  }

  /** What is guarded counts as that, wherever it came from: each byte counts once. */
  private static boolean isUntrusted(OutlineStep step) {
    return step.labels().contains(DataLabel.UNTRUSTED) && !isGuarded(step);
  }

  private static boolean isGuarded(OutlineStep step) {
    return step.labels().contains(DataLabel.PRIVATE) || step.labels().contains(DataLabel.SECRET);
  }

  private static Point point(
      List<OutlineStep> some, int place, long received, long untrusted, long guarded) {
    OutlineStep last = some.getLast();
    OutlineStep slowest =
        some.stream().max(Comparator.comparingLong(OutlineStep::durationNanos)).orElse(last);
    return new Point(
        last.id().toString(),
        place,
        some.size(),
        some.getFirst().startedAt(),
        Views.word(last.kind()),
        slowest.qualifiedName(),
        slowest.durationNanos(),
        some.stream().mapToInt(OutlineStep::risk).max().orElse(0),
        received,
        untrusted,
        guarded,
        some.stream()
            .map(OutlineStep::verdict)
            .filter(VERDICTS::contains)
            .max(Comparator.comparingInt(VERDICTS::indexOf))
            .orElse(""));
  }

  private static List<Mark> marks(SessionOutline outline, List<Detection> detections) {
    List<Mark> marks = new ArrayList<>();
    for (Detection detection : detections) {
      outline
          .find(detection.chain().getLast())
          .ifPresent(
              step ->
                  marks.add(
                      mark(
                          outline,
                          step,
                          "detection",
                          detection.id(),
                          detection.severity().word())));
    }
    for (OutlineStep step : outline.steps()) {
      if (step.isStopped() && marks.size() < MOST_MARKS) {
        marks.add(mark(outline, step, step.verdict(), "", ""));
      }
    }
    marks.sort(Comparator.comparingInt(Mark::place));
    return marks;
  }

  private static Mark mark(
      SessionOutline outline, OutlineStep step, String what, String detection, String severity) {
    return new Mark(
        step.id().toString(),
        outline.place(step.id()),
        step.startedAt(),
        what,
        detection,
        severity);
  }
}
