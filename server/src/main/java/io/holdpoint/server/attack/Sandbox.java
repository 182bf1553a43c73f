// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import io.holdpoint.engine.rules.RuleTest.Event;
import io.holdpoint.model.step.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The servers behind the gate. What a call would do is done to one file of a folder that goes away:
 * a line for each effect. Nothing leaves the machine and nothing is run. For one thread.
 */
final class Sandbox implements AutoCloseable {
  private static final Set<Effect> LOOKING =
      Set.of(Effect.READ, Effect.DISCOVER, Effect.MEMORY_READ);

  private final Path folder;
  private final Path done;

  Sandbox() {
    try {
      this.folder = Files.createTempDirectory("holdpoint-attack-");
      this.done = folder.resolve("done.log");
      Files.writeString(done, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Carries a call out. Returns what it answers. */
  String call(Event event) {
    for (Effect effect : event.effects()) {
      if (!LOOKING.contains(effect)) {
        write(effect.name() + " " + event.tool() + "\n");
      }
    }
    return event.result();
  }

  /** How many effects were carried out. */
  int effects() {
    try {
      return Files.readAllLines(done).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(done);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String line) {
    try {
      Files.writeString(done, line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
