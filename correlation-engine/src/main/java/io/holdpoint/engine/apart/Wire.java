// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import io.holdpoint.engine.esper.Budget;
import io.holdpoint.engine.esper.EplException;
import io.holdpoint.engine.esper.EplProblem;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How two processes speak of rules: lengths before everything, and a most for each. */
final class Wire {
  private static final int LONGEST_TEXT = 4 << 20;
  private static final int MOST_PROBLEMS = 100;
  private static final int COMPILED = 1;
  private static final int REFUSED = 2;

  private Wire() {}

  /** One rule to compile. */
  record Job(String name, String epl, Budget budget) {}

  static void write(DataOutputStream out, Job job) throws IOException {
    writeText(out, job.name());
    writeText(out, job.epl());
    out.writeInt(job.budget().microsPerEvent());
    out.writeInt(job.budget().bytesPerEvent());
    out.writeInt(job.budget().bytesPerSession());
    out.flush();
  }

  static Job readJob(DataInputStream in) throws IOException {
    return new Job(
        readText(in), readText(in), new Budget(in.readInt(), in.readInt(), in.readInt()));
  }

  static void writeCompiled(DataOutputStream out, byte[] classes) throws IOException {
    out.writeByte(COMPILED);
    writeBytes(out, classes);
    out.flush();
  }

  static void writeRefused(DataOutputStream out, List<EplProblem> problems) throws IOException {
    out.writeByte(REFUSED);
    out.writeInt(Math.min(problems.size(), MOST_PROBLEMS));
    for (EplProblem problem : problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS))) {
      out.writeInt(problem.line());
      out.writeInt(problem.column());
      writeText(out, problem.message());
    }
    out.flush();
  }

  /**
   * The classes.
   *
   * @throws EplException with what the other side says is wrong
   * @throws IOException if it says something else
   */
  static byte[] readAnswer(DataInputStream in) throws IOException, EplException {
    return switch (in.readByte()) {
      case COMPILED -> readBytes(in);
      case REFUSED -> {
        int count = in.readInt();
        if (count < 1 || count > MOST_PROBLEMS) {
          throw new IOException("problems: got " + count);
        }
        List<EplProblem> problems = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          problems.add(
              new EplProblem(Math.max(1, in.readInt()), Math.max(1, in.readInt()), readText(in)));
        }
        throw new EplException(problems);
      }
      default -> throw new IOException("answer: got another word");
    };
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new IOException("length: got " + length + " (expected: at most " + LONGEST_TEXT + ")");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("got an end in the middle");
    }
    return bytes;
  }
}
