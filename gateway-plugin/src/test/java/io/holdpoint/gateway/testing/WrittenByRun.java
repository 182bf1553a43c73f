// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parts of documents that a test writes, and holds to what it sees from then on. */
public final class WrittenByRun {

  private WrittenByRun() {}

  /**
   * Checks a part of a document, or writes it.
   *
   * @param name of the part, in the comments before and after it
   * @param text what the run saw
   * @param property a system property that lets the run write
   */
  public static void hold(Path document, String name, String text, String property)
      throws IOException {
    String begin = "<!-- " + name + ": written by the run -->\n";
    String end = "<!-- end of " + name + " -->";
    String all = Files.readString(document);
    int from = all.indexOf(begin);
    int to = all.indexOf(end);
    assertThat(from).as("the place of " + name + " in " + document).isNotNegative();
    assertThat(to).as("the end of " + name + " in " + document).isGreaterThan(from);
    if (Boolean.getBoolean(property)) {
      Files.writeString(document, all.substring(0, from) + begin + text + all.substring(to));
    } else {
      assertThat(all.substring(from, to))
          .as(name + " in " + document + "; write it with -D" + property + "=true")
          .isEqualTo(begin + text);
    }
  }
}
