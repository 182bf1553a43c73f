// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files and methods stay small enough to be read in one go. */
final class SizeLimitsTest {

  private static final int FILE_LINES = 500;
  private static final int TEST_FILE_LINES = 800;
  private static final int METHOD_LINES = 60;

  @Test
  void file_staysBelowItsLimit() {
    List<Path> files = Repository.javaFiles();
    assertThat(files).as("Java files found").hasSizeGreaterThan(150);
    assertThat(
            files.stream()
                .filter(file -> lines(file) > limit(file))
                .map(
                    file ->
                        Repository.nameOf(file)
                            + ": got "
                            + lines(file)
                            + " lines (expected: at most "
                            + limit(file)
                            + "; what is the second noun?)"))
        .isEmpty();
  }

  @Test
  void method_staysBelowItsLimit() {
    List<String> methods = new ArrayList<>();
    List<String> offenders = new ArrayList<>();
    for (SourceTrees.Unit unit : SourceTrees.parse(Repository.javaFiles())) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
          methods.add(method.getName().toString());
          int lines = unit.lastLine(method) - unit.firstLine(method) + 1;
          if (lines > METHOD_LINES) {
            offenders.add(
                unit.at(method)
                    + ": "
                    + method.getName()
                    + " has "
                    + lines
                    + " lines (expected: at most "
                    + METHOD_LINES
                    + ")");
          }
          return super.visitMethod(method, null);
        }
      }.scan(unit.tree(), null);
    }
    assertThat(methods).as("methods found").hasSizeGreaterThan(500);
    assertThat(offenders).isEmpty();
  }

  private static long lines(Path file) {
    return Repository.read(file).lines().count();
  }

  private static int limit(Path file) {
    return Repository.nameOf(file).contains("/src/test/") ? TEST_FILE_LINES : FILE_LINES;
  }
}
