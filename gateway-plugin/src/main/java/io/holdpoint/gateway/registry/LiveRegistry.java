// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.registry;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry in force. It is replaced as a whole by one that is right in every part, and stays
 * where the new one is not. Safe for use by many threads.
 */
public final class LiveRegistry implements Supplier<AgentRegistry> {

  private static final Logger LOG = LoggerFactory.getLogger(LiveRegistry.class);

  private final Source source;
  private volatile AgentRegistry current;
  private volatile String problem = "";
  private String lastRead;

  /** Where a registry comes from; both throw {@link DocumentException} where it cannot be read. */
  public interface Source {

    /** Another text whenever the registry may be another. */
    String version();

    /** The registry. */
    AgentRegistry read();
  }

  private LiveRegistry(Source source) {
    this.source = requireNonNull(source, "source");
    this.lastRead = source.version();
    this.current = source.read();
  }

  /**
   * Reads a registry.
   *
   * @throws DocumentException with everything that is wrong in it
   */
  public static LiveRegistry open(Source source) {
    return new LiveRegistry(source);
  }

  /** One that stays as it is. */
  public static LiveRegistry fixed(AgentRegistry registry) {
    return new LiveRegistry(
        new Source() {
          @Override
          public String version() {
            return "";
          }

          @Override
          public AgentRegistry read() {
            return registry;
          }
        });
  }

  @Override
  public AgentRegistry get() {
    return current;
  }

  /** Why what was changed later is not in force, empty if it is. */
  public String problem() {
    return problem;
  }

  /**
   * Takes in what was changed since. Where it is wrong, what is in force stays, and that is said
   * once for each change.
   */
  public synchronized void reload() {
    try {
      String version = source.version();
      if (!version.equals(lastRead)) {
        current = source.read();
        lastRead = version;
        LOG.info("agent registry: changed files are in force");
      }
      problem = "";
    } catch (DocumentException wrong) {
      String told = "agent registry: " + wrong.getMessage();
      if (!told.equals(problem)) {
        LOG.warn("the changed files are not in force, the last good ones stay: {}", told);
      }
      problem = told;
    }
  }
}
