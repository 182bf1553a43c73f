// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each statistic against the same one counted the long way. */
final class StatisticsTest {
  private static final LogHistogram NOTHING = new LogHistogram();

  @Test
  void cusum_isTheHighestSumOfAnyEnd() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      Cusum cusum = new Cusum();
      List<Double> evidence = new ArrayList<>();
      for (int step = 1; step <= 60; step++) {
        evidence.add(random.nextGaussian() - 0.2);
        cusum.add(evidence.getLast(), step);
        double best = 0;
        int since = 0;
        double sum = 0;
        for (int from = evidence.size(); from >= 1; from--) {
          sum += evidence.get(from - 1);
          if (sum > best + 1e-12) {
            best = sum;
            since = from;
          }
        }
        assertThat(cusum.value()).isCloseTo(best, within(1e-9));
        assertThat(cusum.since()).isEqualTo(since);
      }
    }
  }

  @Test
  void counts_areThoseOfAMap_whateverComesAndGoes() {
    Random random = new Random(5);
    CountTable table = new CountTable(Integer.MAX_VALUE);
    Map<Long, Integer> map = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      long key = random.nextInt(400) - 200L;
      if (random.nextInt(3) == 0) {
        table.remove(key);
        map.remove(key);
      } else {
        table.add(key, 1);
        map.merge(key, 1, Integer::sum);
      }
      assertThat(table.get(key)).isEqualTo(map.getOrDefault(key, 0));
    }
    assertThat(table.size()).isEqualTo(map.size());
    assertThat(table.keys())
        .containsExactly(map.keySet().stream().mapToLong(k -> k).sorted().toArray());
    map.forEach((key, count) -> assertThat(table.get(key)).isEqualTo(count));
  }

  @Test
  void counts_stopAtTheMost() {
    CountTable table = new CountTable(2);
    assertThat(table.add(1, 1)).isEqualTo(1);
    assertThat(table.add(2, 1)).isEqualTo(1);
    assertThat(table.add(3, 1)).isZero();
    assertThat(table.add(1, 1)).isEqualTo(2);
    assertThat(table.get(3)).isZero();
  }

  @Test
  void quantile_isWithinFivePerCent_andNotOfWhatIsLeftOut() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      LogHistogram all = new LogHistogram();
      LogHistogram left = new LogHistogram();
      List<Long> kept = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        long value = (long) Math.exp(random.nextDouble() * 20);
        all.add(value);
        if (random.nextInt(4) == 0) {
          left.add(value);
        } else {
          kept.add(value);
        }
      }
      Collections.sort(kept);
      for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
        long exact = kept.get((int) Math.max(1, Math.ceil(share * kept.size())) - 1);
        long about = all.quantile(share, left);
        assertThat((double) about).isCloseTo((double) exact, within(Math.max(1, exact * 0.05)));
        assertThat(LogHistogram.isAbove(exact, about)).isFalse();
        assertThat(LogHistogram.isAbove(exact * 2, about)).isTrue();
      }
    }
  }

  @Test
  void quantile_ofASmallNumberIsThatNumber() {
    for (int value = 0; value < 12; value++) {
      LogHistogram histogram = new LogHistogram();
      histogram.add(value);
      assertThat(histogram.quantile(0.99, NOTHING)).isEqualTo(value);
      assertThat(LogHistogram.isAbove(value, value)).isFalse();
      assertThat(LogHistogram.isAbove(value + 1L, value)).isTrue();
    }
    assertThat(NOTHING.quantile(0.99, NOTHING)).isEqualTo(-1);
    assertThat(LogHistogram.isAbove(5, -1)).isFalse();
  }

  @Test
  void mix_isTheDivergenceOfTheLastSymbols() {
    Random random = new Random(11);
    for (int round = 0; round < 20; round++) {
      int[] usual = random.ints(8, 0, 30).toArray();
      int total = Arrays.stream(usual).sum();
      ToolMix mix = new ToolMix(total);
      List<Integer> seen = new ArrayList<>();
      for (int step = 0; step < 200; step++) {
        int symbol = random.nextInt(8);
        seen.add(symbol);
        mix.add(symbol, usual[symbol]);
        List<Integer> last = seen.subList(Math.max(0, seen.size() - ToolMix.WINDOW), seen.size());
        double expected = divergence(last, usual, total);
        assertThat(mix.divergence()).isCloseTo(expected, within(1e-9));
        assertThat(mix.ratio())
            .isCloseTo(expected * Math.log(2) * (last.size() + total), within(1e-6));
      }
    }
  }

  /** Entropy of the mixture less the mean entropy of its parts, each weighed by its size. */
  private static double divergence(List<Integer> last, int[] usual, int total) {
    int n = last.size();
    double[] p = new double[usual.length];
    last.forEach(symbol -> p[symbol] += 1.0 / n);
    double weight = (double) n / (n + total);
    double mixed = 0;
    double parts = 0;
    for (int i = 0; i < usual.length; i++) {
      double q = (double) usual[i] / total;
      mixed += entropy(weight * p[i] + (1 - weight) * q);
      parts += weight * entropy(p[i]) + (1 - weight) * entropy(q);
    }
    return mixed - parts;
  }

  private static double entropy(double p) {
    return p <= 0 ? 0 : -p * Math.log(p) / Math.log(2);
  }

  @Test
  void falseAlarms_areCountedAmongTheCleanOnes() {
    double[] highest = new double[99];
    for (int i = 0; i < highest.length; i++) {
      highest[i] = i;
    }
    FalseAlarms alarms = FalseAlarms.of(highest, 0);
    assertThat(alarms.perThousand(0)).isEqualTo(1000);
    assertThat(alarms.perThousand(50)).isEqualTo(500);
    assertThat(alarms.perThousand(74)).isEqualTo(260);
    assertThat(alarms.perThousand(75)).isLessThan(260).isGreaterThan(230);
    for (double target : new double[] {500, 300, 260, 100, 10, 1, 0.1}) {
      double threshold = alarms.threshold(target);
      assertThat(alarms.perThousand(threshold)).isLessThanOrEqualTo(target + 1e-6);
      assertThat(alarms.perThousand(threshold - 1.01)).isGreaterThan(target);
    }
  }

  @Test
  void falseAlarms_sayNothingBeyondFewSessions_andNeverThatNoneCanBe() {
    double[] few = new double[19];
    assertThat(FalseAlarms.of(few, 0).perThousand(1000)).isEqualTo(50);
    assertThat(FalseAlarms.of(few, 0).threshold(10)).isInfinite();
    double[] silent = new double[20];
    assertThat(FalseAlarms.of(silent, 0).perThousand(1)).isBetween(17.0, 18.0);
    assertThat(FalseAlarms.UNKNOWN.perThousand(1000)).isEqualTo(1000);
    assertThat(FalseAlarms.UNKNOWN.threshold(10)).isInfinite();
  }

  @Test
  void falseAlarms_grantOneSurprise() {
    double[] silent = new double[40];
    FalseAlarms alarms = FalseAlarms.of(silent, 6);
    assertThat(alarms.perThousand(6)).isEqualTo(1000.0 / 41);
    assertThat(alarms.perThousand(7)).isBetween(8.9, 9.0);
    assertThat(alarms.threshold(10)).isBetween(6.8, 7.0);
    double[] surprised = new double[40];
    surprised[0] = 7;
    assertThat(FalseAlarms.of(surprised, 6).perThousand(3)).isEqualTo(2000.0 / 41);
  }

  @Test
  void falseAlarms_keepTheirPromiseOnAverage() {
    Random random = new Random(13);
    double rate = 0;
    int rounds = 400;
    for (int round = 0; round < rounds; round++) {
      double[] learnt = new double[60];
      for (int i = 0; i < learnt.length; i++) {
        learnt[i] = -2 * Math.log(random.nextDouble());
      }
      double threshold = FalseAlarms.of(learnt, 0).threshold(10);
      rate += 1000 * Math.exp(-threshold / 2);
    }
    assertThat(rate / rounds).isBetween(1.0, 12.0);
  }
}
