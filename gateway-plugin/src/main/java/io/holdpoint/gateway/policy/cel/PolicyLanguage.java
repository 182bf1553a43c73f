// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CEL with the things and functions of policies. Conditions are type-checked when they are read and
 * bounded when they are evaluated. Safe for use by many threads.
 */
public final class PolicyLanguage {

  /** Turns of all loops of a condition together; macros within macros count each. */
  static final int MOST_ITERATIONS = 5_000;

  private static final int LONGEST = 8_000;
  private static final int DEEPEST = 40;

  /** They are the same for every call of a tool. */
  private static final Set<String> OF_THE_TOOL = Set.of("upstream", "tool", "kind");

  private final CelCompiler conditions;
  private final CelCompiler values;
  private final CelRuntime runtime;

  public PolicyLanguage() {
    PolicyFunctions functions = new PolicyFunctions();
    this.conditions = compiler(functions, SimpleType.BOOL);
    this.values = compiler(functions, SimpleType.DYN);
    this.runtime =
        CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(options())
            .addLibraries(CelExtensions.optional(), CelExtensions.strings())
            .addFunctionBindings(functions.bindings())
            .build();
  }

  private static CelOptions options() {
    return CelOptions.current()
        .maxExpressionCodePointSize(LONGEST)
        .maxParseRecursionDepth(DEEPEST)
        .comprehensionMaxIterations(MOST_ITERATIONS)
        .enableHeterogeneousNumericComparisons(true)
        .build();
  }

  private static CelCompiler compiler(PolicyFunctions functions, CelType result) {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setOptions(options())
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addLibraries(CelExtensions.optional(), CelExtensions.strings())
        .setTypeProvider(new PolicyTypes())
        .addVar("principal", PolicyTypes.PRINCIPAL)
        .addVar("agent", PolicyTypes.AGENT)
        .addVar("registry", PolicyTypes.REGISTRY)
        .addVar("session", PolicyTypes.SESSION)
        .addVar("tool", PolicyTypes.TOOL)
        .addVar("upstream", SimpleType.STRING)
        .addVar("kind", SimpleType.STRING)
        .addVar("args", MapType.create(SimpleType.STRING, SimpleType.DYN))
        .addVar("result", PolicyTypes.RESULT)
        .addVar("now", SimpleType.TIMESTAMP)
        .addFunctionDeclarations(functions.declarations())
        .setResultType(result)
        .build();
  }

  /**
   * A fault in a condition.
   *
   * @param line from 1, within the condition
   * @param column from 0
   * @param message what is wrong
   */
  public record Fault(int line, int column, String message) {}

  /**
   * What became of a text.
   *
   * @param condition null if there are faults
   * @param ofTheTool the part of it that is decided once the tool is known, or null
   * @param usesResult true if it asks for the result
   * @param faults all of them
   */
  public record Compiled(
      @Nullable Condition condition,
      @Nullable Condition ofTheTool,
      boolean usesResult,
      List<Fault> faults) {

    public Compiled {
      faults = List.copyOf(faults);
    }
  }

  /** Reads a condition: something that is so or not. */
  public Compiled condition(String text) {
    return compile(conditions, text);
  }

  /** Reads an expression with any value. */
  public Compiled value(String text) {
    return compile(values, text);
  }

  private Compiled compile(CelCompiler compiler, String text) {
    CelValidationResult parsed = compiler.parse(text);
    if (parsed.hasError()) {
      return failed(parsed);
    }
    try {
      CelAbstractSyntaxTree tree = parsed.getAst();
      CelValidationResult checked = compiler.check(tree);
      if (checked.hasError()) {
        return failed(checked);
      }
      Condition condition = condition(text, checked.getAst());
      return new Compiled(
          condition, ofTheTool(tree, text), Names.of(tree.getExpr()).contains("result"), List.of());
    } catch (CelValidationException | CelEvaluationException e) {
      return new Compiled(
          null, null, false, List.of(new Fault(1, 0, String.valueOf(e.getMessage()))));
    }
  }

  /** The conjuncts that ask for nothing but the tool, joined. */
  private @Nullable Condition ofTheTool(CelAbstractSyntaxTree tree, String text)
      throws CelValidationException, CelEvaluationException {
    List<CelExpr> chosen = new ArrayList<>();
    conjuncts(tree.getExpr(), chosen);
    chosen.removeIf(
        part -> {
          Set<String> names = Names.of(part);
          return names.isEmpty() || !OF_THE_TOOL.containsAll(names);
        });
    if (chosen.isEmpty()) {
      return null;
    }
    CelExpr all = chosen.getFirst();
    for (CelExpr part : chosen.subList(1, chosen.size())) {
      all =
          CelExpr.ofCall(
              part.id() + 1_000_000,
              java.util.Optional.empty(),
              "_&&_",
              com.google.common.collect.ImmutableList.of(all, part));
    }
    CelValidationResult checked =
        conditions.check(CelAbstractSyntaxTree.newParsedAst(all, tree.getSource()));
    return checked.hasError() ? null : condition(text, checked.getAst());
  }

  private Condition condition(String text, CelAbstractSyntaxTree tree)
      throws CelEvaluationException {
    List<CelExpr> parts = new ArrayList<>();
    conjuncts(tree.getExpr(), parts);
    return new Condition(text, runtime.createProgram(tree), Refuter.of(parts));
  }

  private static void conjuncts(CelExpr expression, List<CelExpr> parts) {
    if (expression.callOrDefault().function().equals("_&&_")) {
      expression.call().args().forEach(part -> conjuncts(part, parts));
    } else {
      parts.add(expression);
    }
  }

  private static Compiled failed(CelValidationResult result) {
    return new Compiled(
        null, null, false, result.getErrors().stream().map(PolicyLanguage::fault).toList());
  }

  private static Fault fault(CelIssue issue) {
    return new Fault(
        Math.max(1, issue.getSourceLocation().getLine()),
        Math.max(0, issue.getSourceLocation().getColumn()),
        issue.getMessage());
  }
}
