// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import io.holdpoint.engine.esper.CompileCache;
import io.holdpoint.engine.esper.EplException;
import io.holdpoint.engine.esper.EplProblem;
import io.holdpoint.engine.esper.RuleCompiler;
import io.holdpoint.engine.trial.Trial;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The process that compiles rules for another one: shuts itself in, says how far, and then answers
 * one rule after the other until nobody asks any more.
 */
final class ApartMain {
  static final String CONFINED = "confined";
  static final String AS_FAR_AS_POSSIBLE = "as-far-as-possible";

  private ApartMain() {}

  /**
   * @param arguments one of the two words
   */
  public static void main(String[] arguments) throws IOException {
    // The pipe to who asks; whoever else prints is sent elsewhere.
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    String open = Confinement.enter();
    Wire.writeText(out, open);
    out.flush();
    if (!open.isEmpty() && arguments[0].equals(CONFINED)) {
      return;
    }
    serve(new DataInputStream(new BufferedInputStream(System.in)), out);
  }

  private static void serve(DataInputStream in, DataOutputStream out) throws IOException {
    RuleCompiler compiler = new RuleCompiler(new CompileCache(null), new Trial().weighing()::run);
    while (true) {
      Wire.Job job;
      try {
        job = Wire.readJob(in);
      } catch (EOFException e) {
        return;
      }
      try {
        Wire.writeCompiled(out, compiler.compile(job.name(), job.epl(), job.budget()).toBytes());
      } catch (EplException e) {
        Wire.writeRefused(out, e.problems());
      } catch (RuntimeException | StackOverflowError e) {
        Wire.writeRefused(
            out,
            List.of(
                new EplProblem(
                    1, 1, "got a failure: " + e.getClass().getSimpleName() + " (expected: none)")));
      }
    }
  }
}
