// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import static java.util.Objects.requireNonNull;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import org.jspecify.annotations.Nullable;

/** A checked condition. Safe for use by many threads. */
public final class Condition {

  private final String text;
  private final Program program;
  private final Refuter refuter;

  Condition(String text, Program program, Refuter refuter) {
    this.text = requireNonNull(text, "text");
    this.refuter = requireNonNull(refuter, "refuter");
    this.program = requireNonNull(program, "program");
  }

  /** What an evaluation came to. */
  public sealed interface Answer {

    /** It holds. */
    record Yes() implements Answer {}

    /** It does not hold. */
    record No() implements Answer {}

    /**
     * It cannot be said.
     *
     * @param why without values
     */
    record Failed(String why) implements Answer {}
  }

  /** Evaluates it. Never throws for what the facts are. */
  public Answer holds(Facts facts) {
    if (refuter.refutes(facts)) {
      return new Answer.No();
    }
    Object value = evaluate(facts);
    return switch (value) {
      case Boolean yes when yes -> new Answer.Yes();
      case Boolean no -> new Answer.No();
      case Answer.Failed failed -> failed;
      default -> new Answer.Failed("it gave no yes or no");
    };
  }

  /** The value, an {@link Answer.Failed} if there is none. */
  public Object evaluate(Facts facts) {
    try {
      return program.eval(facts);
    } catch (CelEvaluationException failed) {
      return new Answer.Failed(why(failed.getErrorCode()));
    } catch (RuntimeException unreadable) {
      // Whatever a function makes of what an agent sent, the answer is not a no.
      return new Answer.Failed("a value could not be read");
    }
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** The error's own text may hold values. */
  private static String why(@Nullable CelErrorCode code) {
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND -> "something it names is not there";
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND -> "a value is of another type";
      case ITERATION_BUDGET_EXCEEDED -> "it would have taken too long";
      case INDEX_OUT_OF_BOUNDS -> "a list is shorter";
      case NUMERIC_OVERFLOW, DIVIDE_BY_ZERO -> "a number is out of range";
      case INVALID_ARGUMENT, BAD_FORMAT, DUPLICATE_ATTRIBUTE -> "a value could not be read";
      case INTERNAL_ERROR -> "a value could not be read";
      case null -> "a value could not be read";
    };
  }
}
