// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rules;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java files parsed by the JDK's own compiler, without resolving a name. */
final class SourceTrees {

  /** One parsed file. */
  record Unit(Path file, CompilationUnitTree tree, SourcePositions positions) {

    int firstLine(Tree node) {
      return line(positions.getStartPosition(tree, node));
    }

    int lastLine(Tree node) {
      return line(positions.getEndPosition(tree, node));
    }

    String at(Tree node) {
      return Repository.nameOf(file) + ":" + firstLine(node);
    }

    private int line(long position) {
      LineMap lines = tree.getLineMap();
      return position < 0 ? 0 : (int) lines.getLineNumber(position);
    }
  }

  private SourceTrees() {}

  static List<Unit> parse(List<Path> files) {
    JavaCompiler compiler =
        requireNonNull(ToolProvider.getSystemJavaCompiler(), "compiler: this is no JDK");
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<Unit> units = new ArrayList<>();
      for (CompilationUnitTree tree : task.parse()) {
        units.add(new Unit(Path.of(tree.getSourceFile().toUri()), tree, positions));
      }
      return units;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
