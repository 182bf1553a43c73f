// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import io.holdpoint.gateway.catalogue.Glob;
import io.holdpoint.gateway.catalogue.PathForms;
import io.holdpoint.gateway.policy.shell.ShellCommand;
import io.holdpoint.gateway.policy.shell.ShellReading;
import io.holdpoint.gateway.policy.sql.SqlReading;
import io.holdpoint.gateway.policy.sql.SqlStatement;
import io.holdpoint.gateway.policy.sql.SqlStatement.Act;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The functions of the policy language beyond CEL's own. */
final class PolicyFunctions {

  private static final CelType TEXTS = ListType.create(SimpleType.STRING);
  private static final Set<Act> RISKY =
      Set.of(
          Act.DELETES_WITHOUT_WHERE,
          Act.UPDATES_WITHOUT_WHERE,
          Act.TRUNCATES,
          Act.DROPS,
          Act.GRANTS,
          Act.EXECUTES,
          Act.TOUCHES_FILES);
  private static final int MOST_GLOBS = 1024;

  private final Recent<List<Object>> statements = new Recent<>();
  private final Recent<List<Object>> commands = new Recent<>();
  private final Map<String, Glob> globs = new ConcurrentHashMap<>();

  List<CelFunctionDecl> declarations() {
    return List.of(
        unary("sql.statements", "sql_statements", ListType.create(PolicyTypes.SQL)),
        unary("shell.commands", "shell_commands", ListType.create(PolicyTypes.SHELL)),
        unary("texts", "texts_any", TEXTS),
        unary("meanings", "meanings_any", TEXTS),
        unary("paths", "paths_any", TEXTS),
        CelFunctionDecl.newFunctionDeclaration(
            "glob",
            CelOverloadDecl.newGlobalOverload(
                "glob_text_pattern", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING)));
  }

  @SuppressWarnings("Immutable") // What they remember is what they were asked last, no more.
  List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("sql_statements", Object.class, this::statements),
        CelFunctionBinding.from("shell_commands", Object.class, this::commands),
        CelFunctionBinding.from("texts_any", Object.class, value -> Texts.of(value)),
        CelFunctionBinding.from("meanings_any", Object.class, value -> Meanings.of(value)),
        CelFunctionBinding.from("paths_any", Object.class, PolicyFunctions::paths),
        CelFunctionBinding.from("glob_text_pattern", String.class, String.class, this::glob));
  }

  private static CelFunctionDecl unary(String name, String overload, CelType result) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newGlobalOverload(overload, result, SimpleType.DYN));
  }

  /** Several clauses ask about the same text of one call: it is read once. */
  private List<Object> statements(Object value) {
    return statements.get(
        String.join(";\n", Texts.of(value)),
        text ->
            SqlReading.of(text).statements().stream()
                .<Object>map(PolicyFunctions::statement)
                .toList());
  }

  private static Map<String, Object> statement(SqlStatement statement) {
    ImmutableMap.Builder<String, Object> fields = ImmutableMap.builder();
    fields.put("kind", statement.kind());
    fields.put("tables", List.copyOf(statement.tables()));
    fields.put("unparsable", statement.unparsable());
    fields.put(
        "risky", statement.unparsable() || statement.acts().stream().anyMatch(RISKY::contains));
    for (Act act : Act.values()) {
      fields.put(PolicyTypes.field(act), statement.does(act));
    }
    return fields.build();
  }

  private List<Object> commands(Object value) {
    if (value instanceof List<?> words) {
      List<String> texts = words.stream().map(String::valueOf).toList();
      return ShellReading.of(texts).commands().stream()
          .<Object>map(PolicyFunctions::command)
          .toList();
    }
    if (!(value instanceof String script)) {
      throw new IllegalArgumentException("shell.commands: got no text (expected: a text or words)");
    }
    return commands.get(
        script,
        text ->
            ShellReading.of(text).commands().stream()
                .<Object>map(PolicyFunctions::command)
                .toList());
  }

  private static Map<String, Object> command(ShellCommand command) {
    return ImmutableMap.<String, Object>builder()
        .put("name", command.name())
        .put("words", command.words())
        .put("args", command.arguments())
        .put("flags", command.flags())
        .put("operands", command.operands())
        .put("writes", command.writes())
        .put("unclear", command.unclear())
        .put("partial", command.partial())
        .build();
  }

  private static List<String> paths(Object value) {
    Set<String> forms = new LinkedHashSet<>();
    for (String text : Texts.of(value)) {
      forms.addAll(PathForms.of(text.length() > 4096 ? text.substring(0, 4096) : text));
    }
    return new ArrayList<>(forms);
  }

  private boolean glob(String text, String pattern) {
    Glob known = globs.get(pattern);
    if (known == null) {
      known = Glob.of(pattern);
      if (globs.size() < MOST_GLOBS) {
        globs.put(pattern, known);
      }
    }
    return known.matches(text.toLowerCase(Locale.ROOT));
  }
}
