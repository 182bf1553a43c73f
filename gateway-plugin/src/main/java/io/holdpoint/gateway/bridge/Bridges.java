// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamClient;
import io.holdpoint.gateway.http.UpstreamTarget;
import io.holdpoint.gateway.stdio.ChildCommand;
import io.holdpoint.gateway.stdio.ChildProcess;
import io.holdpoint.gateway.stdio.OrphanGuard;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes bridges. */
public final class Bridges {

  /**
   * What a child is given of this process's environment; everything else could be a secret of the
   * gateway's or of another server's.
   */
  private static final List<String> INHERITED =
      List.of(
          "HOME",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "LOGNAME",
          "PATH",
          "SHELL",
          "TERM",
          "TMPDIR",
          "TZ",
          "USER");

  private Bridges() {}

  /**
   * A server of HTTP+SSE (2024-11-05).
   *
   * @param target where its stream is
   * @param loops where its streams live
   */
  public static UpstreamTransport httpSse(
      String name,
      UpstreamClient client,
      UpstreamTarget target,
      List<Loop> loops,
      BridgeLimits limits) {
    return new Bridge(name, new SseSource(name, client, target, loops), limits);
  }

  /**
   * A server that is a child process.
   *
   * @param name of the upstream
   * @param words program and arguments
   * @param environment what the child has beyond a few harmless variables; values may be secret
   * @param folder where it runs, or null for here
   */
  public static UpstreamTransport stdio(
      String name,
      List<String> words,
      Map<String, String> environment,
      @Nullable Path folder,
      BridgeLimits limits,
      ChildProcess.Limits child,
      OrphanGuard guard) {
    Map<String, String> all = new HashMap<>();
    for (String inherited : INHERITED) {
      String value = System.getenv(inherited);
      if (value != null) {
        all.put(inherited, value);
      }
    }
    all.putAll(environment);
    ChildCommand command = new ChildCommand(words, all, folder);
    return new Bridge(
        name, new StdioSource(name, command, environment.values(), child, guard), limits);
  }
}
