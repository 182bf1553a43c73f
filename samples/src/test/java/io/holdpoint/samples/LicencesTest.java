// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the samples bring along at run time besides the product: {@code LICENSES/samples.txt}, kept
 * by hand. What the product brings is in {@code LICENSES/server.txt}.
 */
class LicencesTest {

  private static final Pattern RESOLVED =
      Pattern.compile(
          "\\s+([\\w.-]+:[\\w.-]+):jar:(?:[\\w.-]+:)?([\\w.-]+):(?:compile|runtime):.*");
  private static final Set<String> LICENCES = Set.of("Apache-2.0", "MIT", "MIT-0");
  private static final Path LISTS = Path.of("..", "LICENSES");

  @Test
  void libraries_areThoseOfTheLists() throws IOException {
    Set<String> resolved = resolved();
    resolved.removeAll(listed("server.txt"));

    assertThat(resolved)
        .as("libraries of the samples that the product does not have; see LICENSES/samples.txt")
        .containsExactlyInAnyOrderElementsOf(listed("samples.txt"));
  }

  @Test
  void licences_arePermissive() throws IOException {
    try (Stream<String> lines = Files.lines(LISTS.resolve("samples.txt"))) {
      assertThat(lines.map(line -> line.split("  ", 2)[1])).isNotEmpty().isSubsetOf(LICENCES);
    }
  }

  private static Set<String> resolved() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("target", "runtime-libraries.txt"))) {
      Matcher library = RESOLVED.matcher(line);
      if (library.matches()) {
        found.add(library.group(1) + ":" + library.group(2));
      }
    }
    assertThat(found).as("written by the build of the module").isNotEmpty();
    return found;
  }

  /** Group, artifact and version; a classifier is left out. */
  private static Set<String> listed(String list) throws IOException {
    try (Stream<String> lines = Files.lines(LISTS.resolve(list))) {
      return lines
          .filter(line -> !line.isBlank())
          .map(line -> line.split("  ", 2)[0])
          .map(library -> library.split(":", 4))
          .map(part -> part[0] + ":" + part[1] + ":" + part[2])
          .collect(Collectors.toSet());
    }
  }
}
