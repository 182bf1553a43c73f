// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.ArgumentRoles;
import io.holdpoint.engine.intent.Lexicon;
import io.holdpoint.engine.intent.Tokenizer;
import io.holdpoint.engine.intent.Tokens;
import io.holdpoint.engine.intent.ToolWords;
import io.holdpoint.engine.intent.Unescaping;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.ledger.Resources;
import io.holdpoint.engine.provenance.CallArguments.Value;
import io.holdpoint.engine.provenance.Provenance.Pending;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.ToolRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a call against what its session was told. Keeps buffers: one for each thread. */
public final class OriginReader {
  private static final int MOST_TOOLS = 1024;
  private static final int MOST_ECHOED = 512;
  private static final int MOST_ROLES = 4096;

  private final Tokenizer tokenizer;
  private final ArgumentRoles names;
  private final int[] addressWords;
  private final Map<String, ToolWords> tools = new HashMap<>();
  private final Map<String, ArgumentRole> roles = new HashMap<>();
  private final OriginTrace trace = new OriginTrace();
  private final Numbers numbers = new Numbers();

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
   * @param throughout true if the tool says that all of it is a secret
   */
  public void result(
      Step.Completed completion,
      String text,
      boolean released,
      boolean throughout,
      Provenance session) {
    int labels = LabelMask.of(completion.labels());
    labels |= throughout ? Provenance.SECRET_THROUGHOUT : 0;
    String seen = text.isEmpty() ? completion.result().masked() : text;
    if (text.isEmpty() && completion.result().sizeBytes() > 0) {
      session.missed();
    }
    session.result(completion.id(), seen, released, labels, tokenizer, numbers, this::namesSecret);
  }

  /** True if what the name names opens something or says who may. */
  private boolean namesSecret(String name) {
    return named(name) == ArgumentRole.SECRET;
  }

  /**
   * Where a call comes from.
   *
   * @param text its arguments; empty if only their masked view is known
   * @param ledger what is known of the resources of the session's credential
   */
  public CallOrigin read(
      Step.Attempted attempt,
      String text,
      Provenance session,
      Function<Resources, Set<DataLabel>> ledger) {
    boolean hidden = text.isEmpty() && attempt.arguments().sizeBytes() > 0;
    if (hidden) {
      session.missed();
    }
    String json = hidden ? attempt.arguments().masked() : text;
    return read(attempt.id(), attempt.tool(), json, session, ledger);
  }

  /** As above, over the arguments in the clear. */
  CallOrigin read(
      StepId step,
      ToolRef tool,
      String json,
      Provenance session,
      Function<Resources, Set<DataLabel>> ledger) {
    ToolWords words = words(tool.name());
    Clauses clauses = new Clauses(session, tool, words, addressWords);
    CallArguments arguments = CallArguments.of(json);
    Echo echo = new Echo();
    List<String> identities = new ArrayList<>();
    boolean anyText = false;
    boolean allNamed = true;
    Resources.Builder resources = new Resources.Builder(tool);
    trace.begin(session);
    for (Value value : arguments.values()) {
      Tokens tokens = tokenizer.read(value.text());
      addTo(echo, tokens);
      int found = numbers.read(value.text());
      for (int i = 0; i < found; i++) {
        echo.add(numbers.hash(i));
      }
      ArgumentRole role = role(tool, value, tokens);
      clauses.argument(role, tokens);
      clauses.text(role, value.text(), tokens);
      trace.argument(value, role, tokens, numbers);
      resources.add(role, value.text());
      if (value.isText() && tokens.size() > 0) {
        anyText = true;
        allNamed &= session.user().saidContent(tokens) || session.isPickedForUser(tokens);
        if (role.isIdentity()) {
          identities.add(value.text());
        }
      }
      for (String hidden : Decoding.decoded(value.text())) {
        Tokens inside = tokenizer.read(hidden);
        clauses.argument(ArgumentRole.CONTENT, inside);
        trace.hidden(inside);
      }
    }
    if (!arguments.complete() && !json.isEmpty()) {
      resources.unread();
    }
    Resources names = resources.build();
    String toolName = tool.qualifiedName();
    int acts = words.actsOr(tool.effects());
    session.begun(step, new Pending(toolName, acts, anyText && allNamed, echo, identities, names));
    CallOrigin origin =
        clauses.origin(arguments.complete() || json.isEmpty(), callHash(toolName, json));
    int secret = secretIn(arguments, json, tool, session);
    Origins origins =
        trace.origins(
            secret, names.isEmpty() ? Set.of() : ledger.apply(names), origin.originUnknown());
    session.tell(step, origins);
    return origin.with(
        origins, proof(proof(origin.evidence(), secret, session), trace.linkSource(), session));
  }

  /** The result that brought a secret the call carries; -1 if it carries none. */
  private static int secretIn(
      CallArguments arguments, String json, ToolRef tool, Provenance session) {
    SecretPrints secrets = session.secrets();
    if (secrets == null) {
      return -1;
    }
    secrets.begin();
    StringBuilder all = new StringBuilder();
    for (Value value : arguments.values()) {
      secrets.goOn(Unescaping.unescape(value.text()));
      all.append(value.text());
    }
    for (Value value : arguments.values()) {
      Decoding.decoded(value.text()).forEach(secrets::look);
    }
    if (arguments.values().size() > 1) {
      Decoding.decoded(all.toString()).forEach(secrets::look);
    }
    if (!arguments.complete()) {
      secrets.look(Unescaping.unescape(json));
      Decoding.decoded(json).forEach(secrets::look);
    }
    int source = secrets.carried();
    if (tool.effects().contains(Effect.EGRESS) || tool.effects().contains(Effect.EXEC)) {
      secrets.leaves();
    }
    return source;
  }

  private static List<CallOrigin.Evidence> proof(
      List<CallOrigin.Evidence> known, int source, Provenance session) {
    if (source < 0 || known.contains(session.sourceOf(source))) {
      return known;
    }
    List<CallOrigin.Evidence> proof = new ArrayList<>(known);
    proof.add(session.sourceOf(source));
    return proof;
  }

  private static long callHash(String toolName, String json) {
    return 31L * json.hashCode() + toolName.hashCode();
  }

  private static void addTo(Echo echo, Tokens tokens) {
    echo.expect(Math.min(2 * tokens.size(), MOST_ECHOED) + tokens.identifiers());
    for (int i = 0; i < tokens.size() && echo.size() < MOST_ECHOED; i++) {
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
      boolean alone = tokens.tokenOf(i) == 0 && tokens.isInside(tokens.size() - 1);
      if (tokens.shape(i).isAddress() && (tokens.size() <= 12 || alone)) {
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
