// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The columns are public API of rule authors: the README names each of them and no other. */
final class EventColumnsTest {
  @Test
  void names_everyColumnInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String events =
        readme.substring(readme.indexOf("- `ToolCall` and"), readme.indexOf("(`EventColumnsTest`"));
    Set<String> named =
        Pattern.compile("\\b[a-z][A-Za-z]+")
            .matcher(
                Pattern.compile("`([^`]+)`")
                    .matcher(events)
                    .results()
                    .map(r -> r.group(1))
                    .collect(Collectors.joining(" ")))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> columns = columns(ToolCall.class);
    columns.addAll(columns(ToolResult.class));
    columns.addAll(columns(Telemetry.class));
    assertThat(named).isEqualTo(columns);
  }

  private static Set<String> columns(Class<?> event) {
    return Arrays.stream(event.getMethods())
        .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
