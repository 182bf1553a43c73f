// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Act;
import io.holdpoint.engine.intent.ArgumentRoles;
import io.holdpoint.engine.intent.Lexicon;
import io.holdpoint.engine.intent.Sentences.Tone;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Reads a call against what its session was told. One for each shard; for one thread. */
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

  private ToolWords words(String name) {
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

  /** Collects what speaks against one call. */
  private static final class Clauses {
    private static final int MOST_WORDS = 48;
    private static final int CLEARLY = 20;

    private final Provenance session;
    private final UserWords user;
    private final ToolWords tool;
    private final int acts;
    private final boolean verbKnown;
    private final boolean addressesAsked;
    private final Set<Integer> bag = new TreeSet<>();
    private final Set<Integer> evidence = new TreeSet<>();
    private boolean identityInstructed;
    private boolean linkInstructed;
    private boolean addressInstructed;
    private boolean destinationFromProse;
    private boolean addressUnnamed;
    private boolean secretUnnamed;
    private boolean originUnknown;
    private boolean allNamed = true;
    private boolean anyIdentity;
    private int worstSource;

    Clauses(Provenance session, ToolRef ref, ToolWords tool, int[] addressWords) {
      this.session = session;
      this.user = session.user();
      this.tool = tool;
      this.acts = tool.actsOr(ref.effects());
      this.addressesAsked = user.means(addressWords[0]) || user.means(addressWords[1]);
      this.verbKnown = tool.acts() != 0 || ref.known();
      for (int i = 0; i < tool.objects(); i++) {
        bag.add(tool.object(i));
      }
    }

    void argument(ArgumentRole role, Tokens value) {
      collect(value);
      switch (role) {
        case DESTINATION, SECRET, RESOURCE, IDENTITY -> identity(role, value);
        case CONTENT, QUERY -> content(value);
        case AMOUNT, TIME, OTHER -> {}
      }
    }

    private void collect(Tokens value) {
      for (int i = 0; i < value.size() && bag.size() < MOST_WORDS; i++) {
        if (value.isContent(i) || value.isNumber(i)) {
          bag.add(value.meaning(i));
        }
      }
    }

    private void identity(ArgumentRole role, Tokens value) {
      anyIdentity |= value.size() > 0;
      if (value.size() == 0 || user.named(value)) {
        return;
      }
      allNamed = false;
      Position position = position(value);
      switch (position) {
        case INSTRUCTION -> {
          identityInstructed = true;
          linkInstructed |= isLink(value);
        }
        case PROSE -> fromProse(role);
        case BESIDE -> {
          if (!isNamedSource()) {
            fromProse(role);
          }
        }
        case NOWHERE -> originUnknown |= session.hasGaps();
        case FIELD -> {}
      }
      if (role == ArgumentRole.SECRET && !user.isSilent()) {
        secretUnnamed |=
            !isAsked(acts & Act.EFFECTS) || !(position == Position.NOWHERE || isPlainWord(value));
      }
    }

    /** "read", "rw": a word, and no password. */
    private static boolean isPlainWord(Tokens value) {
      return value.size() == 1 && value.identifiers() == 0 && !value.isNumber(0);
    }

    private void fromProse(ArgumentRole role) {
      destinationFromProse |= role == ArgumentRole.DESTINATION || role == ArgumentRole.SECRET;
    }

    /** True if the user named what brought the worst value of the argument. */
    private boolean isNamedSource() {
      return worstSource >= 0 && session.sourceOf(worstSource).named();
    }

    private static boolean isLink(Tokens value) {
      return value.identifiers() > 0 && value.shape(0) == Tokens.Shape.LINK;
    }

    private Position position(Tokens value) {
      Position worst = Position.NOWHERE;
      worstSource = -1;
      for (int i = 0; i < value.identifiers(); i++) {
        worst = worse(worst, value.identifier(i), value.shape(i).isAddress());
      }
      if (worst != Position.NOWHERE || value.size() > 12) {
        return worst;
      }
      if (value.size() == 1) {
        return worse(worst, value.hash(0), true);
      }
      for (int i = 0; i + 1 < value.size(); i++) {
        if (!session.values().has(value.pair(i))) {
          return Position.NOWHERE;
        }
      }
      for (int i = 0; i + 1 < value.size(); i++) {
        worst = worse(worst, value.pair(i), true);
      }
      return worst;
    }

    private Position worse(Position worst, long hash, boolean counts) {
      Position position = counts ? session.values().position(hash) : Position.NOWHERE;
      if (position.compareTo(worst) <= 0) {
        return worst;
      }
      worstSource = session.values().source(hash);
      if (position == Position.INSTRUCTION) {
        evidence.add(worstSource);
      }
      return position;
    }

    private void content(Tokens value) {
      for (int i = 0; i < value.identifiers(); i++) {
        if (!value.shape(i).isAddress() || user.namedIdentifier(value.identifier(i))) {
          continue;
        }
        long hash = value.identifier(i);
        if (session.values().position(hash) == Position.INSTRUCTION) {
          addressInstructed = true;
          evidence.add(session.values().source(hash));
        }
        boolean leadsOut = value.shape(i) != Tokens.Shape.ACCOUNT;
        boolean wanted = addressesAsked && isFromNamedSource(hash);
        addressUnnamed |= leadsOut && !wanted && !user.isSilent() && (acts & Act.SEND.bit()) != 0;
      }
    }

    /** True if a read that the user's own words name brought the value. */
    private boolean isFromNamedSource(long hash) {
      int source = session.values().source(hash);
      return source >= 0 && session.sourceOf(source).named();
    }

    CallOrigin origin(boolean readable, long call) {
      boolean silent = user.isSilent();
      boolean effect = (acts & Act.EFFECTS) != 0;
      Signs signs = effect ? effectSigns(silent) : readSigns();
      boolean core =
          signs.identityInstructed() || signs.addressInstructed() || signs.actInstructed();
      int before = session.hit(call, core);
      List<CallOrigin.Evidence> proof = new ArrayList<>();
      if (signs.points() > 0) {
        evidence.stream().filter(s -> s >= 0).forEach(s -> proof.add(session.sourceOf(s)));
      }
      return new CallOrigin(
          signs,
          !silent,
          allNamed,
          originUnknown || (!readable && session.hasGaps()),
          user.isCovered(),
          before,
          proof);
    }

    /** A read changes nothing, but a link it opens can carry something out. */
    private Signs readSigns() {
      return linkInstructed
          ? new Signs(true, false, false, false, false, false, false, false, false, false, false)
          : Signs.NONE;
    }

    private Signs effectSigns(boolean silent) {
      int outward = acts & Act.OUTWARD;
      int askable = outward & ~Act.EXEC.bit();
      int alike = tool.acts() == 0 ? acts & Act.EFFECTS : askable;
      boolean unasked = !silent && askable != 0 && verbKnown && !isAsked(alike);
      boolean unspoken =
          !silent
              && !unasked
              && !namedAll()
              && outward != 0
              && tool.objects() > 0
              && meantObjects() == 0;
      boolean objectUnasked =
          unspoken || ((identityInstructed || destinationFromProse) && isPointedTo());
      boolean words = wordsInstructed(silent);
      boolean named = named(Tone.ASKING, silent);
      boolean led = named && (silent ? isGrave() || (words && outward != 0) : !namedAll());
      boolean pointedTo = identityInstructed && isPointedTo();
      return new Signs(
          identityInstructed && !pointedTo,
          addressInstructed,
          words && !namedAll(),
          led,
          destinationFromProse && !isPointedTo(),
          addressUnnamed,
          unasked,
          secretUnnamed,
          objectUnasked,
          !led && !namedAll() && (named || named(Tone.LOOSE, silent)),
          !namedAll() && named(Tone.NORM, silent));
    }

    private boolean namedAll() {
      return anyIdentity && allNamed;
    }

    private boolean isGrave() {
      int grave = Act.OUTWARD & ~Act.SEND.bit();
      return (acts & grave) != 0;
    }

    /** The user asked for this very act and said where its details are to be found. */
    private boolean isPointedTo() {
      int grave = Act.PAY.bit() | Act.ADMIN.bit() | Act.DESTROY.bit() | Act.EXEC.bit();
      return user.points()
          && (acts & grave) == 0
          && (acts & user.acts()) != 0
          && user.said(tool.verb())
          && meantObjects() > 0;
    }

    /** Asked for by a word of its kind, or by the very word the tool is named by. */
    private boolean isAsked(int outward) {
      if (user.said(tool.verb()) || (tool.acts() == 0 && meantObjects() > 0)) {
        return true;
      }
      int asked = user.acts();
      if ((asked & (Act.PAY.bit() | Act.BOOK.bit())) != 0) {
        asked |= Act.PAY.bit() | Act.BOOK.bit();
      }
      return (outward & asked) != 0;
    }

    private boolean wordsInstructed(boolean silent) {
      if (bag.isEmpty()) {
        return false;
      }
      int byUser = silent ? bag.size() * 2 / 5 : count(bag, user::means);
      for (Instruction instruction : session.instructions()) {
        boolean asks = instruction.tone() == Tone.ASKING && (instruction.acts() & acts) != 0;
        if (asks && (count(bag, instruction::says) - byUser) * 100 >= CLEARLY * bag.size()) {
          evidence.add(instruction.source());
          return true;
        }
      }
      return false;
    }

    /** True if such a sentence names act and object of the tool better than the user did. */
    private boolean named(Tone tone, boolean silent) {
      int outward = acts & Act.EFFECTS;
      if (tool.acts() == 0 && (silent || isAsked(outward))) {
        return false;
      }
      int byUser =
          silent ? 0 : score((user.acts() & outward) != 0 || isAsked(outward), meantObjects());
      for (Instruction instruction : session.instructions()) {
        if (instruction.tone() != tone || (instruction.acts() & outward) == 0) {
          continue;
        }
        int said = said(instruction);
        if ((said > 0 || tool.objects() == 0) && score(true, said) > byUser) {
          evidence.add(instruction.source());
          return true;
        }
      }
      return false;
    }

    private static int count(Set<Integer> words, IntPredicate says) {
      int count = 0;
      for (int word : words) {
        count += says.test(word) ? 1 : 0;
      }
      return count;
    }

    private int meantObjects() {
      int count = 0;
      for (int i = 0; i < tool.objects(); i++) {
        count += user.means(tool.object(i)) ? 1 : 0;
      }
      return count;
    }

    private int said(Instruction instruction) {
      int count = 0;
      for (int i = 0; i < tool.objects(); i++) {
        count += instruction.says(tool.object(i)) ? 1 : 0;
      }
      return count;
    }

    private int score(boolean act, int said) {
      int objects = tool.objects();
      return (act ? 60 : 0) + (objects == 0 ? 0 : 60 * said / objects);
    }
  }
}
