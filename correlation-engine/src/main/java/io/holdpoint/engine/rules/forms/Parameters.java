// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code ${name}} stands for in a rule, so that no number hides in its logic and no condition
 * is written twice: its parameters, its macros, and what rule files share. Immutable.
 */
public final class Parameters {
  private final Shared shared;
  private final Map<String, Declaration> declared;
  private final Map<String, Parameter> values;
  private final Map<String, String> macros;

  private Parameters(
      Shared shared,
      Map<String, Declaration> declared,
      Map<String, Parameter> values,
      Map<String, String> macros) {
    this.shared = shared;
    this.declared = declared;
    this.values = values;
    this.macros = macros;
  }

  /**
   * The parameters and macros of a rule file.
   *
   * @param shared what it may use besides
   */
  public static Parameters read(DocumentReader file, Shared shared) {
    Map<String, Declaration> declared = new LinkedHashMap<>();
    Map<String, Parameter> values = new LinkedHashMap<>();
    DocumentReader section = file.section("params");
    for (String name : names(file, "params")) {
      DocumentReader parameter = section.section(name);
      Declaration declaration = Declaration.read(parameter);
      declared.put(name, declaration);
      values.put(name, declaration.value(name, parameter, "default"));
      parameter.finish();
    }
    Map<String, String> macros = new LinkedHashMap<>();
    DocumentReader texts = file.section("macros");
    for (String name : names(file, "macros")) {
      if (declared.containsKey(name)) {
        texts.problem(name, "got a parameter's name (expected: another one)");
      }
      macros.put(name, texts.requiredText(name));
    }
    Parameters read = new Parameters(shared, declared, values, macros);
    read.complain(texts);
    return read;
  }

  /** The same with other values for some; the declarations hold for these too. */
  public Parameters with(DocumentReader others, List<String> names) {
    Map<String, Parameter> next = new LinkedHashMap<>(values);
    for (String name : names) {
      Declaration declaration = declared.get(name);
      if (declaration == null) {
        others.problem(name, "got no parameter (expected: one of " + declared.keySet() + ")");
        var _ = others.node(name);
      } else {
        next.put(name, declaration.value(name, others, name));
      }
    }
    return new Parameters(shared, declared, next, macros);
  }

  /** The parameters in their order. */
  public List<Parameter> values() {
    return List.copyOf(values.values());
  }

  /** True if the text uses what several rule files share. */
  public boolean usesShared(String text) {
    return shared.words().keySet().stream()
        .filter(name -> !values.containsKey(name) && !macros.containsKey(name))
        .anyMatch(name -> text.contains("${" + name + "}"));
  }

  /** The members of a mapping of a document by name, possibly none. */
  public static List<String> names(DocumentReader file, String section) {
    return file.node(section).orElse(null) instanceof DocumentNode.Mapping mapping
        ? List.copyOf(mapping.members().keySet())
        : List.of();
  }

  /** Name to EPL; what the rule says itself comes before what is shared. */
  Map<String, String> constants() {
    Map<String, String> constants = new LinkedHashMap<>(shared.words());
    values.forEach((name, parameter) -> constants.put(name, parameter.constant()));
    macros.forEach((name, text) -> constants.put(name, Macro.expand(text, constants, _ -> {})));
    return constants;
  }

  private void complain(DocumentReader texts) {
    Map<String, String> known = new LinkedHashMap<>(shared.words());
    values.forEach((name, parameter) -> known.put(name, parameter.constant()));
    macros.forEach(
        (name, text) -> {
          List<String> unknown = new ArrayList<>();
          known.put(name, Macro.expand(text, known, unknown::add));
          Macro.complain(texts, name, unknown, known.keySet());
        });
  }
}
