// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Every Java file is laid out by google-java-format. To have it done: {@code mvn -q -pl server -am
 * test -Dtest=FormatTest -Dsurefire.failIfNoSpecifiedTests=false -Dholdpoint.format=write}.
 */
final class FormatTest {

  private static final String HOW_TO_FIX =
      "files not laid out by google-java-format; to have it done: mvn -q -pl server -am test"
          + " -Dtest=FormatTest -Dsurefire.failIfNoSpecifiedTests=false -Dholdpoint.format=write";

  @Test
  void layout_isThatOfGoogleJavaFormat() {
    boolean write = "write".equals(System.getProperty("holdpoint.format"));
    List<String> arguments = new ArrayList<>(List.of(write ? "--replace" : "--dry-run"));
    Repository.javaFiles().forEach(file -> arguments.add(file.toString()));
    assertThat(arguments).hasSizeGreaterThan(150);

    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString().lines()).as(HOW_TO_FIX).isEmpty();
  }
}
