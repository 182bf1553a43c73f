// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long a result waits until it is taken in. Making and assessing the attempt is not timed. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CompleteBenchmark {

  /** One caller with the call it is about to end. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up methods first
  public static class Caller {
    private JudgedFleet.Calls calls;
    private Step.Completed completion;

    /** Prepares the first call. */
    @Setup(Level.Trial)
    public void begin(JudgedFleet fleet) {
      calls = fleet.newCalls();
    }

    /** Makes the next call. */
    @Setup(Level.Invocation)
    public void next(JudgedFleet fleet) {
      Step.Attempted attempt = calls.next();
      fleet.assess(attempt);
      completion = fleet.completion(attempt);
    }
  }

  /** Timed. */
  @Benchmark
  public Assessment complete(JudgedFleet fleet, Caller caller) {
    return fleet.complete(caller.completion);
  }
}
