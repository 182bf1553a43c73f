// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import static io.holdpoint.model.query.Filter.Subject.SESSIONS;
import static io.holdpoint.model.query.Filter.Subject.STEPS;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be asked for by name. */
public enum Field {
  /** The agent's claimed name. */
  AGENT(Type.TEXT, SESSIONS, STEPS),
  /** The agent's claimed version. */
  VERSION(Type.TEXT, SESSIONS, STEPS),
  /** The authenticated subject. */
  PRINCIPAL(Type.TEXT, SESSIONS, STEPS),
  /** The environment. */
  ENV(Type.TEXT, SESSIONS, STEPS),
  /** The session's id. */
  SESSION(Type.TEXT, STEPS),
  /** The session's gate state now. */
  STATE(Type.TEXT, SESSIONS),
  /** The risk after the newest step of a session, or after a step. */
  RISK(Type.NUMBER, SESSIONS, STEPS),
  /** The highest risk of a session. */
  PEAK(Type.NUMBER, SESSIONS),
  /** What was done in a session, or what a step can do. */
  EFFECT(Type.LIST, SESSIONS, STEPS),
  /** What a session's results carried, or a step's. */
  LABEL(Type.LIST, SESSIONS, STEPS),
  /** How many steps a session has. */
  STEPS_COUNT(Type.NUMBER, SESSIONS),
  /** How many of them were denied. */
  DENIED(Type.NUMBER, SESSIONS),
  /** How many detections a session has. */
  DETECTIONS(Type.NUMBER, SESSIONS),
  /** What a session was declared to do. */
  TASK(Type.TEXT, SESSIONS),
  /** The qualified name of a session's newest step. */
  LAST(Type.TEXT, SESSIONS),
  /** Where a session's key came from. */
  KEY(Type.TEXT, SESSIONS),
  /** The id of a session. */
  ID(Type.TEXT, SESSIONS),
  /** When a session's newest step began, or a step. */
  AT(Type.TIME, SESSIONS, STEPS),
  /** A step's name, also with its server before it; of a session: that of any of its steps. */
  TOOL(Type.LIST, SESSIONS, STEPS),
  /** The server called. */
  SERVER(Type.TEXT, STEPS),
  /** What kind of step. */
  KIND(Type.TEXT, STEPS),
  /** Permit, hold or deny. */
  VERDICT(Type.TEXT, STEPS),
  /** How it ended. */
  OUTCOME(Type.TEXT, STEPS),
  /** Rules behind the verdict. */
  RULE(Type.LIST, STEPS),
  /** How well it is attested. */
  GRADE(Type.TEXT, STEPS),
  /** The model that answered. */
  MODEL(Type.TEXT, STEPS),
  /** How long it took, in milliseconds. */
  MS(Type.NUMBER, STEPS),
  /** Tokens in and out. */
  TOKENS(Type.NUMBER, STEPS),
  /** Words of masked payloads, names and reasons; of a session: those of any of its steps. */
  TEXT(Type.WORDS, SESSIONS, STEPS),
  /** A value that was touched, known by its keyed print; of a session: by any of its steps. */
  VALUE(Type.VALUE, SESSIONS, STEPS);

  /** How a field is compared. */
  public enum Type {
    /** One text. */
    TEXT(": = != ~"),
    /** Several texts. */
    LIST(": = != ~"),
    /** A number. */
    NUMBER(": = != > >= < <="),
    /** A time: {@code 2026-11-22}, {@code 2026-11-22T10:00} or with seconds; in UTC. */
    TIME("> >= < <="),
    /** Words one after another. */
    WORDS(": ~"),
    /** A value by its print. */
    VALUE(": =");

    private final String operators;

    Type(String operators) {
      this.operators = operators;
    }

    /** Signs that may stand behind the name. */
    public List<String> operators() {
      return List.of(operators.split(" "));
    }
  }

  private final Type type;
  private final boolean ofSessions;
  private final boolean ofSteps;

  Field(Type type, Filter.Subject... subjects) {
    this.type = requireNonNull(type, "type");
    this.ofSessions = Arrays.asList(subjects).contains(SESSIONS);
    this.ofSteps = Arrays.asList(subjects).contains(STEPS);
  }

  /** How it is compared. */
  public Type type() {
    return type;
  }

  /** The word that stands for it in a filter. */
  public String word() {
    return this == STEPS_COUNT ? "steps" : name().toLowerCase(Locale.ROOT);
  }

  /** True if a session is asked by what any step of it is. */
  public boolean isOfAnyStep() {
    return this == TOOL || this == TEXT || this == VALUE;
  }

  /** The field with that word, if the subject has it. */
  public static Optional<Field> named(String word, Filter.Subject subject) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return of(subject).stream().filter(field -> field.word().equals(wanted)).findFirst();
  }

  /** All fields of a subject. */
  public static List<Field> of(Filter.Subject subject) {
    return Arrays.stream(values())
        .filter(field -> subject == SESSIONS ? field.ofSessions : field.ofSteps)
        .toList();
  }
}
