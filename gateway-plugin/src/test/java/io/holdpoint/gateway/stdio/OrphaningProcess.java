// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process of its own with a child that ignores the end of its input; waits to be killed. */
final class OrphaningProcess {

  private OrphaningProcess() {}

  /**
   * @param args what the child runs, as a shell script
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    ChildProcess.start(
        "stubborn",
        new ChildCommand(List.of("sh", "-c", args[0]), Map.of("PATH", System.getenv("PATH")), null),
        new ChildProcess.Limits(1024, 1024, Duration.ofSeconds(1)),
        new OrphanGuard(),
        new Said());
    new CountDownLatch(1).await();
  }
}
