// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The reader's browser, where there is a display to show it on.
 *
 * @param command opens the address given as its argument
 */
record Browser(String command) {

  /** The browser of this machine, or empty if there is nothing to show it on. */
  static Optional<Browser> find(Map<String, String> environment, String system) {
    if (system.toLowerCase(Locale.ROOT).contains("mac")) {
      return Optional.of(new Browser("open"));
    }
    boolean display =
        !environment.getOrDefault("DISPLAY", "").isEmpty()
            || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    return display ? Optional.of(new Browser("xdg-open")) : Optional.empty();
  }

  /** Opens an address; false if the command cannot be started. */
  boolean open(URI address) {
    try {
      new ProcessBuilder(command, address.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
