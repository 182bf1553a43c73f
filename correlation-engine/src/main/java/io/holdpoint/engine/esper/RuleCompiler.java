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
  private final Check check;

  /** Looks at what was compiled anew before it is kept. */
  @FunctionalInterface
  public interface Check {
    /**
     * Looks at it.
     *
     * @throws EplException if it may not be used
     */
    void accept(CompiledEpl compiled) throws EplException;
  }

  /**
   * @param cache where classes are looked for first
   */
  public RuleCompiler(CompileCache cache) {
    this(cache, compiled -> {});
  }

  /**
   * @param cache where classes are looked for first
   * @param check looks at what was not found there
   */
  public RuleCompiler(CompileCache cache, Check check) {
    this.cache = cache;
    this.check = check;
  }

  /**
   * The classes of a rule.
   *
   * @param name the rule's id, letters, digits and hyphens
   * @param epl one select statement
   * @throws EplException if it does not compile or is not allowed
   */
  public CompiledEpl compile(String name, String epl) throws EplException {
    Optional<EPCompiled> cached = cache.find(name, epl);
    if (cached.isPresent() && BytecodeScan.forbiddenCalls(cached.get().getClasses()).isEmpty()) {
      return new CompiledEpl(name, epl, cached.get());
    }
    EPCompiled compiled = compileAnew(name, epl);
    CompiledEpl anew = new CompiledEpl(name, epl, compiled);
    check.accept(anew);
    cache.store(name, epl, compiled);
    return anew;
  }

  /**
   * Only whether it would compile and is allowed.
   *
   * @throws EplException if not
   */
  public void check(String name, String epl) throws EplException {
    EPCompiled _ = compileAnew(name, epl);
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
      Set<String> forbidden = BytecodeScan.forbiddenCalls(compiled.getClasses());
      if (!forbidden.isEmpty()) {
        throw new EplException(
            List.of(new EplProblem(1, 1, "got calls of " + forbidden + " (expected: none)")));
      }
      return compiled;
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
