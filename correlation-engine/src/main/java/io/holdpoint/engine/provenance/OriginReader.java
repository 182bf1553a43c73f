// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.ArgumentRoles;
import io.holdpoint.engine.intent.Lexicon;
import io.holdpoint.engine.intent.Tokenizer;
import io.holdpoint.engine.intent.Tokens;
import io.holdpoint.engine.intent.ToolWords;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.provenance.CallArguments.Value;
import io.holdpoint.engine.provenance.Provenance.Pending;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.ToolRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a call against what its session was told. Keeps buffers: one for each thread. */
public final class OriginReader {
  private static final int MOST_TOOLS = 1024;
  private static final int MOST_ROLES = 4096;

  private final Tokenizer tokenizer;
  private final ArgumentRoles names;
  private final int[] addressWords;
  private final Map<String, ToolWords> tools = new HashMap<>();
  private final Map<String, ArgumentRole> roles = new HashMap<>();

  public OriginReader(Vocabulary vocabulary) {
    this.tokenizer = new Tokenizer(vocabulary.lexicon());
    this.names = vocabulary.roles();
    Lexicon lexicon = vocabulary.lexicon();
    this.addressWords = new int[] {lexicon.meaningOf("link"), lexicon.meaningOf("address")};
  }

  /** What texts are to be read with. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * Takes in a result.
   *
   * @param text what it says; empty if only its masked view is known
   * @param released true if a person let the call through
   */
  public void result(Step.Completed completion, String text, boolean released, Provenance session) {
    String seen = text.isEmpty() ? completion.result().masked() : text;
    if (text.isEmpty() && completion.result().sizeBytes() > 0) {
      session.missed();
    }
    session.result(completion.id(), seen, released, tokenizer);
  }

  /**
   * Where a call comes from.
   *
   * @param text its arguments; empty if only their masked view is known
   */
  public CallOrigin read(Step.Attempted attempt, String text, Provenance session) {
    boolean hidden = text.isEmpty() && attempt.arguments().sizeBytes() > 0;
    if (hidden) {
      session.missed();
    }
    String json = hidden ? attempt.arguments().masked() : text;
    return read(attempt.id(), attempt.tool(), json, session);
  }

  /** As above, over the arguments in the clear. */
  CallOrigin read(StepId step, ToolRef tool, String json, Provenance session) {
    ToolWords words = words(tool.name());
    Clauses clauses = new Clauses(session, tool, words, addressWords);
    CallArguments arguments = CallArguments.of(json);
    Echo echo = new Echo();
    List<String> identities = new ArrayList<>();
    boolean anyText = false;
    boolean allNamed = true;
    for (Value value : arguments.values()) {
      Tokens tokens = tokenizer.read(value.text());
      addTo(echo, tokens);
      ArgumentRole role = role(tool, value, tokens);
      clauses.argument(role, tokens);
      if (value.isText() && tokens.size() > 0) {
        anyText = true;
        allNamed &= session.user().saidAll(tokens);
        if (role.isIdentity()) {
          identities.add(value.text());
        }
      }
      for (String hidden : Decoding.decoded(value.text())) {
        clauses.argument(ArgumentRole.CONTENT, tokenizer.read(hidden));
      }
    }
    session.begun(step, new Pending(tool.qualifiedName(), anyText && allNamed, echo, identities));
    return clauses.origin(arguments.complete() || json.isEmpty(), callHash(tool, json));
  }

  private static long callHash(ToolRef tool, String json) {
    return 31L * json.hashCode() + tool.qualifiedName().hashCode();
  }

  private static void addTo(Echo echo, Tokens tokens) {
    for (int i = 0; i < tokens.size() && echo.size() < 512; i++) {
      echo.add(tokens.hash(i));
      if (i + 1 < tokens.size()) {
        echo.add(tokens.pair(i));
      }
    }
    for (int i = 0; i < tokens.identifiers(); i++) {
      echo.add(tokens.identifier(i));
    }
  }

  private ArgumentRole role(ToolRef tool, Value value, Tokens tokens) {
    ArgumentRole told = tool.roles().get(value.argument());
    if (told == null) {
      told = tool.roles().get(value.name());
    }
    if (told != null && told != ArgumentRole.OTHER) {
      return told;
    }
    ArgumentRole named = named(value.name());
    if (named == null && !value.name().equals(value.argument())) {
      named = named(value.argument());
    }
    if (named != null) {
      return named;
    }
    return byLooks(value, tokens);
  }

  private @Nullable ArgumentRole named(String name) {
    ArgumentRole known = roles.get(name);
    if (known != null) {
      return known;
    }
    ArgumentRole role = names.of(name);
    if (role != null && roles.size() < MOST_ROLES) {
      roles.put(name, role);
    }
    return role;
  }

  /** What a value is by its looks, where its name says nothing. */
  private static ArgumentRole byLooks(Value value, Tokens tokens) {
    if (!value.isText()) {
      return ArgumentRole.AMOUNT;
    }
    for (int i = 0; i < tokens.identifiers(); i++) {
      if (tokens.shape(i).isAddress() && tokens.size() <= 12) {
        return ArgumentRole.DESTINATION;
      }
    }
    if (tokens.size() > 6) {
      return ArgumentRole.CONTENT;
    }
    return ArgumentRole.IDENTITY;
  }

  /** What a tool's name says. */
  public ToolWords words(String name) {
    ToolWords known = tools.get(name);
    if (known != null) {
      return known;
    }
    ToolWords words = ToolWords.of(name, tokenizer.lexicon());
    if (tools.size() < MOST_TOOLS) {
      tools.put(name, words);
    }
    return words;
  }
}
