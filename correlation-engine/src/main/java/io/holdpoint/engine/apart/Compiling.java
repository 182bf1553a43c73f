// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.esper.CompileCache;
import io.holdpoint.engine.esper.RuleCompiler;
import io.holdpoint.engine.trial.Trial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How rules are compiled.
 *
 * @param place where
 * @param weighs whether a trial here also weighs what a rule keeps, which collects garbage
 * @param cache a folder that keeps compiled rules between starts, or null
 */
public record Compiling(Place place, boolean weighs, @Nullable Path cache) {
  /** Where rules are compiled and tried. */
  public enum Place {
    /** In this process: for authors one would let change the configuration too. */
    HERE,
    /** In a process of its own with bounded time and memory; confined where the system can. */
    APART,
    /** The same, and not at all where the system cannot keep it from files and network. */
    CONFINED
  }

  public Compiling {
    requireNonNull(place, "place");
  }

  /** In this process. */
  public static Compiling here(@Nullable Path cache) {
    return new Compiling(Place.HERE, false, cache);
  }

  /** The same with trials that weigh. */
  public Compiling weighing() {
    return new Compiling(place, true, cache);
  }

  /** The same elsewhere. */
  public Compiling at(Place other) {
    return new Compiling(other, weighs, cache);
  }

  /** A compiler, until it is closed. */
  public Bench open() {
    CompileCache kept = new CompileCache(cache);
    return switch (place) {
      case HERE -> {
        Trial trial = weighs ? new Trial().weighing() : new Trial();
        yield new Bench(new RuleCompiler(kept, trial::run), () -> {});
      }
      case APART, CONFINED -> {
        ApartWorkshop apart =
            new ApartWorkshop(ApartLimits.HOUSE, ApartCommand.own(place == Place.CONFINED));
        yield new Bench(new RuleCompiler(kept, apart), apart);
      }
    };
  }

  /**
   * A compiler and what goes with it.
   *
   * @param compiler for one thread
   * @param resources what ends with it
   */
  public record Bench(RuleCompiler compiler, Resources resources) implements AutoCloseable {
    @Override
    public void close() {
      resources.close();
    }
  }

  /** What ends with a compiler. */
  @FunctionalInterface
  interface Resources extends AutoCloseable {
    @Override
    void close();
  }
}
