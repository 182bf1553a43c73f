// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.gateway.masking.MaskingSettings.Direction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Throughput of masking whole answers with all types on, one thread, in bytes per second of its
 * processor time: 300 B to 1 MB, with 0, 1 and 10 planted values per KB. Run it by hand.
 */
public final class MaskingBenchmark {

  private static final String PROSE =
      "The ticket of the customer was moved to the next stage, and the owner was told about it on"
          + " Monday.\n";
  private static final int BYTES_PER_ROUND = 40_000_000;
  private static final int ROUNDS = 7;

  private MaskingBenchmark() {}

  public static void main(String[] arguments) {
    Masking masking = new Masking(Rules.all(Way.REDACT, Direction.RESULTS));
    for (int size : new int[] {300, 1_000, 10_000, 100_000, 1_000_000}) {
      for (int perKilobyte : new int[] {0, 1, 10}) {
        byte[] message = message(size, perKilobyte);
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          rounds.add(round(masking, message));
        }
        rounds.sort(null);
        double best = rounds.get(ROUNDS / 2);
        System.out.println(
            String.format(
                Locale.ROOT,
                "%9d B, %2d per KB: %4.0f MB/s, %8.2f us",
                message.length,
                perKilobyte,
                best,
                message.length / best));
      }
    }
  }

  private static double round(Masking masking, byte[] message) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int calls = Math.max(1, BYTES_PER_ROUND / message.length);
    long start = threads.getCurrentThreadCpuTime();
    long bytes = 0;
    for (int i = 0; i < calls; i++) {
      bytes += masking.message(Rules.CRM, message).length > 0 ? message.length : 0;
    }
    return bytes * 1e3 / (threads.getCurrentThreadCpuTime() - start);
  }

  private static byte[] message(int size, int perKilobyte) {
    List<String> values = new ArrayList<>(Canaries.all().values());
    StringBuilder text = new StringBuilder();
    int planted = 0;
    while (text.length() < size) {
      if (planted * 1000L < (long) perKilobyte * text.length()) {
        text.append(values.get(planted++ % values.size()).replace("|", "")).append(' ');
      } else {
        text.append(PROSE);
      }
    }
    return ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
            + Scans.quoted(text.substring(0, size))
            + "}]}}")
        .getBytes(UTF_8);
  }
}
