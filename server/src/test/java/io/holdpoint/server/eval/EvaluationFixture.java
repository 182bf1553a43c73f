// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Nine sessions of our own with two rules that are easy to foresee. */
public final class EvaluationFixture {

  private EvaluationFixture() {}

  /** The folder with traces, rules and catalogue. */
  public static Path folder() {
    try {
      URI catalogue = requireNonNull(EvaluationFixture.class.getResource("catalogue.yaml")).toURI();
      return requireNonNull(Path.of(catalogue).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sessions. */
  public static TraceFiles traces() throws IOException {
    return TraceFiles.in(folder().resolve("traces"));
  }

  /** The rules and the catalogue, in an engine of one shard. */
  public static Bench bench() {
    return Bench.of(
        RuleSet.load(List.of(folder().resolve("rules")), false, null),
        Catalogues.read(
            List.of(folder().resolve("catalogue.yaml")),
            new PayloadDigester("sixteen bytes or more".getBytes(UTF_8))));
  }
}
