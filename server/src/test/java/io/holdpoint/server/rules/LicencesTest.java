// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What each module brings along at run time, under which licence: {@code LICENSES/MODULE.txt}. The
 * build writes what it resolved to {@code target/runtime-libraries.txt}; licences are read from the
 * POMs beside the jars. To write the lists anew: {@code mvn -q -pl server -am verify
 * -Dtest=LicencesTest -Dsurefire.failIfNoSpecifiedTests=false -Dholdpoint.licences=write}, then
 * read the difference.
 */
final class LicencesTest {

  private static final Pattern LIBRARY =
      Pattern.compile(
          "\\s+([\\w.-]+):([\\w.-]+):jar:(?:([\\w.-]+):)?([\\w.-]+):(?:compile|runtime):(.+?\\.jar)\\b.*");

  private static final String HOW_TO_UPDATE =
      "the runtime libraries of a module changed; look at the licences of the new ones, then write"
          + " the list with -Dholdpoint.licences=write";

  @TestFactory
  List<DynamicTest> libraries_areThoseOfTheList() {
    return Repository.MODULES.stream()
        .filter(module -> !module.equals("samples")) // comes later in the build: a test of its own
        .map(module -> DynamicTest.dynamicTest(module, () -> check(module)))
        .toList();
  }

  @Test
  void esper_isTheOnlyCopyleftAndInTheEngineOnly() {
    for (String module : List.of("model", "gateway-plugin", "collector", "dashboard")) {
      assertThat(resolved(module))
          .as(module)
          .noneMatch(line -> line.contains("com.espertech") || line.matches(".*  GPL-[^ ]+$"));
    }
    assertThat(resolved("correlation-engine")).anyMatch(line -> line.contains("com.espertech"));
    assertThat(resolved("server")).anyMatch(line -> line.contains("com.espertech"));
  }

  private static void check(String module) {
    SortedSet<String> resolved = resolved(module);
    assertThat(resolved)
        .as("libraries whose licence PomLicences does not know")
        .noneMatch(line -> line.contains(PomLicences.UNKNOWN));
    Path list = Repository.root().resolve("LICENSES").resolve(module + ".txt");
    if ("write".equals(System.getProperty("holdpoint.licences"))) {
      Repository.write(list, String.join("\n", resolved) + "\n");
    }
    assertThat(list).as(HOW_TO_UPDATE).exists();
    assertThat(Repository.read(list).lines().filter(line -> !line.isBlank()))
        .as(HOW_TO_UPDATE)
        .containsExactlyElementsOf(resolved);
  }

  private static SortedSet<String> resolved(String module) {
    Path file = Repository.root().resolve(module).resolve("target/runtime-libraries.txt");
    assertThat(file).as("written by the build of the module").exists();
    SortedSet<String> lines = new TreeSet<>();
    for (String line : Repository.read(file).lines().toList()) {
      Matcher library = LIBRARY.matcher(line);
      if (!library.matches()) {
        continue;
      }
      Path jar = Path.of(library.group(5));
      String classifier = library.group(3) == null ? "" : ":" + library.group(3);
      // The same library comes with another classifier on another machine.
      boolean ofTheMachine = classifier.matches(":(linux|osx|windows)-.*");
      lines.add(
          library.group(1)
              + ":"
              + library.group(2)
              + ":"
              + library.group(4)
              + (ofTheMachine ? "" : classifier)
              + "  "
              + PomLicences.of(jar, library.group(1), library.group(2), library.group(4)));
    }
    return lines;
  }
}
