// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.catalogue.SecretScan;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Puts what a server writes to its error output into the log: so many lines a minute, nothing that
 * looks like a secret, no control characters.
 */
final class ErrorOutput {

  private static final int LINES = 60;
  private static final int LONGEST = 500;
  private static final int SHORTEST_SECRET = 6;
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Logger log;
  private final String name;
  private final List<String> secrets;
  private long since = System.nanoTime();
  private int lines;

  /**
   * @param secrets values that are never shown; very short ones would hide everything
   */
  ErrorOutput(Logger log, String name, Collection<String> secrets) {
    this.log = log;
    this.name = name;
    this.secrets = secrets.stream().filter(s -> s.length() >= SHORTEST_SECRET).toList();
  }

  /** Takes in a line; for one thread. */
  void line(byte[] bytes, long nowNanos) {
    if (nowNanos - since >= MINUTE) {
      if (lines > LINES) {
        log.info("{}: {} more lines of error output were left out", name, lines - LINES);
      }
      since = nowNanos;
      lines = 0;
    }
    if (++lines <= LINES) {
      log.info("{}: {}", name, shown(new String(bytes, StandardCharsets.UTF_8)));
    }
  }

  String shown(String line) {
    String text = line;
    for (String secret : secrets) {
      text = text.replace(secret, "***");
    }
    if (SecretScan.finds(text)) {
      return "(a line that may hold a secret)";
    }
    String near = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return near.replaceAll("\\p{Cntrl}", " ");
  }
}
