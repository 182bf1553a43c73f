// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.util.Arrays;
import java.util.List;

/**
 * How a session's risk went, in a few points however long it is: each stands for equally many steps
 * and tells the risk after the last of them. Where there are too many, two become one.
 */
final class RiskTrend {

  static final int MOST = 24;

  private final int[] points = new int[MOST];
  private int length;
  private int stride = 1;
  private int inLast;

  /** As {@link #text} wrote it; nothing if the text is empty. */
  static RiskTrend read(String text) {
    RiskTrend trend = new RiskTrend();
    if (text.isEmpty()) {
      return trend;
    }
    int[] numbers = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    trend.stride = numbers[0];
    trend.inLast = numbers[1];
    trend.length = numbers.length - 2;
    System.arraycopy(numbers, 2, trend.points, 0, trend.length);
    return trend;
  }

  /** Takes in the risk after one more step. */
  void add(int risk) {
    if (length > 0 && inLast < stride) {
      points[length - 1] = risk;
      inLast++;
      return;
    }
    if (length == MOST) {
      halve();
    }
    points[length++] = risk;
    inLast = 1;
  }

  private void halve() {
    for (int i = 0; i < MOST / 2; i++) {
      points[i] = points[2 * i + 1];
    }
    length = MOST / 2;
    stride *= 2;
  }

  /** Oldest first. */
  List<Integer> points() {
    return Arrays.stream(points, 0, length).boxed().toList();
  }

  /** For a column: how many steps a point stands for, how many the last one does, the points. */
  String text() {
    if (length == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder().append(stride).append(',').append(inLast);
    for (int i = 0; i < length; i++) {
      text.append(',').append(points[i]);
    }
    return text.toString();
  }
}
