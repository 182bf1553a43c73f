// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Act;
import io.holdpoint.engine.intent.Folding;
import io.holdpoint.engine.intent.Sentences.Tone;
import io.holdpoint.engine.intent.Tokens;
import io.holdpoint.engine.intent.ToolWords;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.ToolRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Collects what speaks against one call. For one thread. */
final class Clauses {
  private static final int MOST_WORDS = 48;
  private static final int CLEARLY = 20;

  /** How people speak of where money and mail go. */
  private static final long[] WHERE =
      Stream.of("account", "iban", "address", "mail", "email", "konto", "cuenta", "compte", "conto")
          .mapToLong(Folding::hash)
          .toArray();

  private final Provenance session;
  private final UserWords user;
  private final ToolWords tool;
  private final int acts;
  private final boolean verbKnown;
  private final boolean addressesAsked;
  private final boolean saysWhere;
  private final WordBag bag = new WordBag();
  private final Set<Integer> evidence = new TreeSet<>();
  private boolean identityInstructed;
  private boolean linkInstructed;
  private boolean addressInstructed;
  private boolean destinationFromProse;
  private boolean addressUnnamed;
  private boolean secretUnnamed;
  private boolean originUnknown;
  private boolean addressLookalike;
  private boolean sumRaised;
  private boolean sumNamed;
  private boolean addressNamed;
  private boolean somebodyFromProse;
  private boolean setsSecret;
  private boolean contentUnsaid;
  private boolean addressUnsaid;
  private boolean allNamed = true;
  private boolean anyIdentity;
  private int worstSource;

  Clauses(Provenance session, ToolRef ref, ToolWords tool, int[] addressWords) {
    this.session = session;
    this.user = session.user();
    this.tool = tool;
    this.acts = tool.actsOr(ref.effects());
    this.addressesAsked = user.means(addressWords[0]) || user.means(addressWords[1]);
    this.saysWhere = user.saidAny(WHERE);
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

  /** As above, for what only the text of the value tells. */
  void text(ArgumentRole role, String text, Tokens value) {
    if (role == ArgumentRole.AMOUNT) {
      double most = user.largestSum();
      boolean pays = (tool.acts() & Act.PAY.bit()) != 0;
      sumRaised |= pays && most > 0 && Sums.value(text) > most;
      sumNamed |= value.size() > 0 && user.saidAll(value);
    }
    if (role.isIdentity()) {
      addressLookalike |= session.addresses().isNearlyKnown(text);
    }
    addressLookalike |= KnownAddresses.isMixed(text) && !user.saidAll(value);
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
    setsSecret |= role == ArgumentRole.SECRET && value.size() > 0;
    if (value.size() == 0 || user.named(value)) {
      boolean self = value.size() == 1 && !value.isContent(0) && !value.isNumber(0);
      addressNamed |= role == ArgumentRole.DESTINATION && (self || hasAddress(value));
      return;
    }
    addressUnsaid |= role == ArgumentRole.DESTINATION;
    allNamed = false;
    Position position = position(value);
    switch (position) {
      case INSTRUCTION -> {
        identityInstructed = true;
        linkInstructed |= isLink(value);
      }
      case PROSE -> fromProse(role, value);
      case BESIDE -> {
        if (!isNamedSource()) {
          fromProse(role, value);
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

  /** Where somebody is to sleep or eat is no place that data or money goes to. */
  private void fromProse(ArgumentRole role, Tokens value) {
    int own = tool.acts() == 0 ? acts : tool.acts();
    boolean leads = hasAddress(value) || (own & Act.EFFECTS & ~Act.BOOK.bit()) != 0;
    boolean leadsAway = role == ArgumentRole.DESTINATION && leads;
    destinationFromProse |= (leadsAway && !isLeftToSource(value)) || role == ArgumentRole.SECRET;
    somebodyFromProse |= role == ArgumentRole.IDENTITY;
  }

  private static boolean hasAddress(Tokens value) {
    for (int i = 0; i < value.identifiers(); i++) {
      if (value.shape(i).isAddress()) {
        return true;
      }
    }
    return false;
  }

  /** The user asked for the act and for the address of a source, which has no other one. */
  private boolean isLeftToSource(Tokens value) {
    return hasAddress(value)
        && worstSource >= 0
        && session.addressesIn(worstSource) == 1
        && saysWhere
        && isAsked(acts & Act.EFFECTS);
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
    contentUnsaid |= value.size() > 0 && !user.saidContent(value);
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
    boolean core = signs.identityInstructed() || signs.addressInstructed() || signs.actInstructed();
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
        proof,
        Origins.NONE);
  }

  /** A read changes nothing, but a link it opens can carry something out. */
  private Signs readSigns() {
    return linkInstructed ? Signs.LINK_INSTRUCTED : Signs.NONE;
  }

  private Signs effectSigns(boolean silent) {
    int outward = acts & Act.OUTWARD;
    int askable = outward & ~Act.EXEC.bit();
    int alike = tool.acts() == 0 ? acts & Act.EFFECTS : askable;
    // Commands are how an agent of a developer reads and tries: nobody asks for each in words.
    boolean toldOnly =
        (acts & Act.EXEC.bit()) == 0
            && user.onlyAsks()
            && session.hasRead()
            && !user.said(tool.verb())
            && (contentUnsaid || !namedAll());
    boolean read = session.hasRead() || session.hasGaps();
    boolean notAsked =
        !silent && read && verbKnown && ((askable != 0 && !isAsked(alike)) || toldOnly);
    boolean unasked = notAsked && !user.mayAskMore() && (acts & Act.EXEC.bit()) == 0;
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
        (destinationFromProse || (somebodyFromProse && setsSecret)) && !isPointedTo(),
        addressUnnamed,
        unasked,
        secretUnnamed,
        objectUnasked,
        !led && !namedAll() && (named || named(Tone.LOOSE, silent)),
        !namedAll() && named(Tone.NORM, silent),
        addressLookalike && !silent,
        sumRaised,
        notAsked && !unasked);
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
    int asked = user.acts() | (sumNamed ? Act.PAY.bit() : 0);
    asked |= addressNamed && !addressUnsaid ? Act.SEND.bit() : 0;
    if ((asked & (Act.PAY.bit() | Act.BOOK.bit())) != 0) {
      asked |= Act.PAY.bit() | Act.BOOK.bit();
    }
    return (outward & asked) != 0;
  }

  private boolean wordsInstructed(boolean silent) {
    if (bag.size() == 0) {
      return false;
    }
    int byUser = silent ? bag.size() * 2 / 5 : bag.count(user::means);
    for (Instruction instruction : session.instructions()) {
      boolean asks = instruction.tone() == Tone.ASKING && (instruction.acts() & acts) != 0;
      if (asks && (bag.count(instruction::says) - byUser) * 100 >= CLEARLY * bag.size()) {
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
