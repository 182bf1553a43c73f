// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Nothing stands in between: agents reach the configured upstreams directly, nobody records. */
record NoGuard(Map<String, URI> endpoints, SignalBus signals) implements Guard {

  private static final Pattern UPSTREAM = Pattern.compile("name: (\\w+), url: '([^']+)'");

  /** Reads the upstreams out of a demo configuration. */
  static NoGuard of(Path configuration) {
    try {
      Map<String, URI> upstreams =
          UPSTREAM
              .matcher(Files.readString(configuration))
              .results()
              .collect(
                  Collectors.toMap((MatchResult m) -> m.group(1), m -> URI.create(m.group(2))));
      return new NoGuard(upstreams, new InMemorySignalBus());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI page() {
    return URI.create("http://127.0.0.1:1/");
  }

  @Override
  public SessionStore store() {
    return new EmptyStore();
  }

  @Override
  public String stateOf(SessionRow session) {
    return "active";
  }

  @Override
  public void close() {}

  private record EmptyStore() implements SessionStore {

    @Override
    public void append(List<StepRow> steps, List<DetectionRow> detections) {}

    @Override
    public List<SessionRow> sessions(String tenant, int limit) {
      return List.of();
    }

    @Override
    public Optional<SessionRow> session(String tenant, SessionId id) {
      return Optional.empty();
    }

    @Override
    public List<StepRow> steps(String tenant, SessionId id, int offset, int limit) {
      return List.of();
    }

    @Override
    public List<DetectionRow> detections(String tenant, SessionId id) {
      return List.of();
    }

    @Override
    public List<DetectionRow> detections(String tenant, int limit) {
      return List.of();
    }
  }
}
