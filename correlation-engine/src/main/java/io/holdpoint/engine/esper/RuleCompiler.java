// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.common.client.soda.EPStatementObjectModel;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompiler;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a rule's EPL into classes: checks the form, compiles, and scans the result, which is done
 * again with classes that come from a cache. Slow (the first compilation takes a second or two), so
 * never on the path of a call. Safe for use by many threads.
 */
public final class RuleCompiler {
  private static final Pattern PLACE = Pattern.compile("line (\\d+)(?: column (\\d+))?");

  private final CompileCache cache;
  private final Workshop workshop;

  /** Looks at what was compiled anew before it is kept. */
  @FunctionalInterface
  public interface Check {
    /**
     * Looks at it.
     *
     * @param budget what it may cost
     * @throws EplException if it may not be used
     */
    void accept(CompiledEpl compiled, Budget budget) throws EplException;
  }

  /**
   * Where rules are compiled and tried. What it hands over is not trusted: it is scanned like what
   * a cache holds.
   */
  @FunctionalInterface
  public interface Workshop {
    /**
     * The classes of one rule.
     *
     * @return what {@link CompiledEpl#toBytes} gives
     * @throws EplException if it does not compile, is not allowed or costs too much
     */
    byte[] compile(String name, String epl, Budget budget) throws EplException;
  }

  /**
   * Compiles here.
   *
   * @param cache where classes are looked for first
   */
  public RuleCompiler(CompileCache cache) {
    this(cache, (compiled, budget) -> {});
  }

  /**
   * Compiles here.
   *
   * @param cache where classes are looked for first
   * @param check looks at what was not found there
   */
  public RuleCompiler(CompileCache cache, Check check) {
    this(cache, (name, epl, budget) -> compileHere(name, epl, budget, check));
  }

  /**
   * @param cache where classes are looked for first
   * @param workshop makes what was not found there
   */
  public RuleCompiler(CompileCache cache, Workshop workshop) {
    this.cache = cache;
    this.workshop = workshop;
  }

  /**
   * The classes of a rule that promises nothing of its cost.
   *
   * @param name the rule's id, letters, digits and hyphens
   * @param epl one select statement
   * @throws EplException if it does not compile or is not allowed
   */
  public CompiledEpl compile(String name, String epl) throws EplException {
    return compile(name, epl, Budget.HOUSE);
  }

  /**
   * The classes of a rule.
   *
   * @param name the rule's id and which variant, letters, digits, hyphens and plus
   * @param epl one select statement
   * @param budget what it may cost
   * @throws EplException if it does not compile, is not allowed or costs too much
   */
  public CompiledEpl compile(String name, String epl, Budget budget) throws EplException {
    Optional<EPCompiled> cached = cache.find(name, epl + budget.key());
    if (cached.isPresent() && BytecodeScan.forbiddenCalls(cached.get().getClasses()).isEmpty()) {
      return new CompiledEpl(name, epl, cached.get());
    }
    EPCompiled compiled = scanned(received(workshop.compile(name, epl, budget)));
    cache.store(name, epl + budget.key(), compiled);
    return new CompiledEpl(name, epl, compiled);
  }

  /**
   * Only whether it would compile and is allowed.
   *
   * @throws EplException if not
   */
  public void check(String name, String epl) throws EplException {
    byte[] _ = workshop.compile(name, epl, Budget.HOUSE);
  }

  private static byte[] compileHere(String name, String epl, Budget budget, Check check)
      throws EplException {
    CompiledEpl compiled = new CompiledEpl(name, epl, compileAnew(name, epl));
    check.accept(compiled, budget);
    return compiled.toBytes();
  }

  private static EPCompiled received(byte[] classes) throws EplException {
    try {
      return CompileCache.read(classes);
    } catch (IOException | RuntimeException e) {
      throw new EplException(
          List.of(new EplProblem(1, 1, "got classes that cannot be read (expected: a rule's)")));
    }
  }

  private static EPCompiled scanned(EPCompiled compiled) throws EplException {
    Set<String> forbidden = BytecodeScan.forbiddenCalls(compiled.getClasses());
    if (!forbidden.isEmpty()) {
      throw new EplException(
          List.of(new EplProblem(1, 1, "got calls of " + forbidden + " (expected: none)")));
    }
    return compiled;
  }

  private static EPCompiled compileAnew(String name, String epl) throws EplException {
    Configuration configuration = EsperSetup.configuration();
    EPCompiler compiler = EPCompilerProvider.getCompiler();
    try {
      EPStatementObjectModel model = compiler.eplToModel(epl, configuration);
      List<String> lint = EplLint.problems(model);
      if (!lint.isEmpty()) {
        throw new EplException(lint.stream().map(l -> new EplProblem(1, 1, l)).toList());
      }
      EPCompiled compiled =
          compiler.compile("@Name('" + name + "') " + epl, new CompilerArguments(configuration));
      return scanned(compiled);
    } catch (EPCompileException e) {
      throw new EplException(List.of(problem(e)));
    }
  }

  private static EplProblem problem(EPCompileException e) {
    String message = String.valueOf(e.getMessage());
    int statement = message.lastIndexOf(" [");
    String text = statement > 0 ? message.substring(0, statement) : message;
    Matcher place = PLACE.matcher(text);
    if (place.find()) {
      int column = place.group(2) == null ? 1 : Integer.parseInt(place.group(2)) + 1;
      return new EplProblem(Math.max(1, Integer.parseInt(place.group(1))), column, text);
    }
    return new EplProblem(1, 1, text);
  }
}
