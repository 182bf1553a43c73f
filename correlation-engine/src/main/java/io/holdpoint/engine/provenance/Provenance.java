// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.call.StepMap;
import io.holdpoint.engine.intent.Act;
import io.holdpoint.engine.intent.Sentences;
import io.holdpoint.engine.intent.Sentences.Reading;
import io.holdpoint.engine.intent.Sentences.Tone;
import io.holdpoint.engine.intent.Tokenizer;
import io.holdpoint.engine.intent.Tokens;
import io.holdpoint.engine.intent.Unescaping;
import io.holdpoint.engine.intent.UserTask;
import io.holdpoint.engine.ledger.Resources;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.StepId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one session has been told: by its user, and by the results of its calls. Hashes and word
 * sets, no text but the last answer to the user; each part is bounded. For one thread.
 */
public final class Provenance {
  /** How many sentences that ask for something are kept; later ones are forgotten first. */
  static final int MOST_INSTRUCTIONS = 48;

  private static final int LONGEST_RESULT = 100_000;
  private static final int LONGEST_ANSWER = 4_000;
  private static final int LONGEST_FIELD = 8;

  /** How many sentences and fields after an instruction still count as belonging to it. */
  private static final int BESIDE = 6;

  private static final int MOST_SOURCES = 512;
  private static final int MOST_PENDING = 64;
  private static final int MOST_HITS = 16;
  private static final int MOST_TOLD = 8;

  /** Beside the labels of a result: its tool says that it is a secret, not that one is in it. */
  static final int SECRET_THROUGHOUT = 8;

  private final UserWords user = new UserWords();
  private final ValueIndex values = new ValueIndex();
  private final List<Instruction> instructions = new ArrayList<>();
  private List<Source> sources = new ArrayList<>();
  private final StepMap<Pending> pending = new StepMap<>(MOST_PENDING);
  private Set<Long> hits = Set.of();
  private final StepMap<Origins> told = new StepMap<>(MOST_TOLD);
  private final Joins joins = new Joins();
  private final KnownAddresses addresses = new KnownAddresses();
  private @Nullable SecretPrints secrets;
  private int labelsSeen;
  private String answer = "";
  private boolean gaps;
  private boolean fresh = true;
  private @Nullable PutAway away;

  /**
   * A call that was let through and has not come back.
   *
   * @param tool its tool
   * @param acts what it could do
   * @param named true if it has text arguments and the user named all of them
   * @param echo hashes of its arguments' words, which its result may repeat
   * @param identities values to count as named once a person released the call
   * @param resources what it names
   */
  record Pending(
      String tool,
      int acts,
      boolean named,
      Echo echo,
      List<String> identities,
      Resources resources) {}

  /** A result that was taken in, what it carried, and how many addresses stood in it. */
  record Source(CallOrigin.Evidence evidence, int labels, int addresses) {}

  /** True if the session was told nothing yet. */
  public boolean isNew() {
    return fresh;
  }

  /** Notes that a call will not come back. */
  public void refused(StepId step) {
    pending.remove(step);
  }

  /** Takes in what the user said; empty is nothing. */
  public void userSaid(String text, Tokenizer tokenizer) {
    fresh = false;
    if (text.isEmpty()) {
      return;
    }
    nameSecrets(text);
    user.numbers(text);
    addresses.named(text);
    boolean declines = UserTask.declines(tokenizer.read(text));
    boolean answers = !user.isSilent() && !answer.isEmpty() && !declines;
    if (user.said(text, tokenizer) && answers) {
      Tokens confirmed = tokenizer.read(answer);
      user.named(confirmed, 0, confirmed.size());
      user.asked(new Sentences(confirmed, tokenizer.lexicon()).spokenOutsideQuotes());
    }
    answer = "";
  }

  /** A secret the user says is the user's to send. */
  private void nameSecrets(String text) {
    if (secrets != null) {
      secrets.begin();
      secrets.look(text);
      secrets.nameAllSeen();
    }
  }

  /** Takes in what the agent said to the user, who confirms its values by going on. */
  public void agentSaid(String text) {
    answer = text.length() > LONGEST_ANSWER ? text.substring(0, LONGEST_ANSWER) : text;
  }

  /** Notes that something could not be seen: what is not found may have been there. */
  public void missed() {
    gaps = true;
  }

  /**
   * Takes in a result.
   *
   * @param step the call's
   * @param text what it says
   * @param released true if a person let the call through: what it named counts as named
   */
  public void result(StepId step, String text, boolean released, Tokenizer tokenizer) {
    result(step, text, released, 0, tokenizer, new Numbers(), name -> false);
  }

  /**
   * As above.
   *
   * @param labels what it carries, {@link #SECRET_THROUGHOUT} besides
   * @param numbers what numbers are to be read with
   * @param namesSecret whether what a name names is a secret
   */
  void result(
      StepId step,
      String text,
      boolean released,
      int labels,
      Tokenizer tokenizer,
      Numbers numbers,
      Predicate<String> namesSecret) {
    Pending call = pending.remove(step);
    if (call == null) {
      call = new Pending("unknown", 0, false, Echo.NONE, List.of(), Resources.NONE);
    }
    if (released) {
      for (String identity : call.identities()) {
        Tokens named = tokenizer.read(identity);
        user.named(named, 0, named.size());
      }
    }
    if (text.length() > LONGEST_RESULT) {
      gaps = true;
    }
    int source = source(step, call, labels);
    String seen = text.substring(0, Math.min(text.length(), LONGEST_RESULT));
    take(seen, call, source, tokenizer);
    int count = numbers.read(seen);
    for (int i = 0; i < count; i++) {
      add(numbers.hash(i), Position.FIELD, source, call.echo(), false);
    }
    List<String> decoded = Decoding.decoded(seen);
    for (String hidden : decoded) {
      take(hidden, call, source, tokenizer);
    }
    if ((labels & LabelMask.SECRET) != 0) {
      keepSecrets(seen, source, call.echo(), tokenizer, namesSecret);
      for (String hidden : decoded) {
        keepSecrets(hidden, source, call.echo(), tokenizer, namesSecret);
      }
    }
  }

  /** What opens something in a result with secrets, but for what the call itself brought. */
  private void keepSecrets(
      String text, int source, Echo echo, Tokenizer tokenizer, Predicate<String> namesSecret) {
    List<String> found = SecretText.in(Unescaping.unescape(text), namesSecret);
    for (String secret : found) {
      Tokens words = tokenizer.read(secret);
      boolean own = words.size() > 0;
      for (int i = 0; i < words.size(); i++) {
        own &= echo.contains(words.hash(i));
      }
      if (!own) {
        if (secrets == null) {
          secrets = new SecretPrints();
        }
        secrets.add(secret, source, user.saidAll(words));
      }
    }
    gaps |= secrets != null && secrets.isFull();
  }

  private void take(String text, Pending call, int source, Tokenizer tokenizer) {
    addresses.seen(text);
    Tokens tokens = tokenizer.read(text);
    if (user.delegates() && call.named()) {
      user.named(tokens, 0, tokens.size());
      user.asked(new Sentences(tokens, tokenizer.lexicon()).spokenOutsideQuotes());
    }
    boolean descriptors = Descriptors.isListing(text);
    Sentences sentences = new Sentences(tokens, tokenizer.lexicon());
    int identifier = 0;
    int addressesIn = 0;
    int near = 0;
    for (int from = 0; from < tokens.size(); ) {
      int to = tokens.sentenceEnd(from);
      Reading reading = descriptors ? Reading.PLAIN : sentences.read(from, to);
      if (Receipts.isReceipt(reading, tokens, from, to, call.acts(), call.echo())) {
        reading = Reading.PLAIN;
      }
      Position position = position(reading, to - from);
      near = position == Position.INSTRUCTION ? BESIDE : near - 1;
      if (near >= 0 && position != Position.INSTRUCTION) {
        position = Position.BESIDE;
      }
      if (reading.tone() != Tone.PLAIN) {
        remember(Instruction.of(tokens, from, to, reading.tone(), reading.acts(), source));
      }
      boolean phrase = position == Position.FIELD && isPhrase(tokens, from, to);
      Position named = phrase ? Position.PROSE : position;
      index(tokens, from, to, position, named, source, call.echo());
      while (identifier < tokens.identifiers() && tokens.tokenOf(identifier) < to) {
        add(tokens.identifier(identifier), named, source, call.echo(), true);
        addressesIn += tokens.shape(identifier).isAddress() ? 1 : 0;
        identifier++;
      }
      from = to;
    }
    Source known = sources.get(source);
    sources.set(
        source, new Source(known.evidence(), known.labels(), known.addresses() + addressesIn));
  }

  /** How many addresses stood in a result. */
  int addressesIn(int source) {
    return sources.get(source).addresses();
  }

  /** Little words around it: a short sentence, and no field. */
  private static boolean isPhrase(Tokens tokens, int from, int to) {
    int little = 0;
    int plain = 0;
    for (int i = from; i < to; i++) {
      if (!tokens.isInside(i) && !tokens.isNumber(i)) {
        plain++;
        little += tokens.isContent(i) ? 0 : 1;
      }
    }
    return little >= 2 || (little == 1 && plain >= 4);
  }

  private void index(
      Tokens tokens, int from, int to, Position position, Position named, int source, Echo echo) {
    boolean important = position.compareTo(Position.BESIDE) >= 0;
    for (int i = from; i < to; i++) {
      add(tokens.hash(i), tokens.isInside(i) ? named : position, source, echo, important);
      if (i + 1 < to) {
        add(tokens.pair(i), position, source, echo, important);
      }
    }
  }

  private void add(long hash, Position position, int source, Echo echo, boolean important) {
    if (!echo.contains(hash)) {
      values.add(hash, position, source, important);
    }
  }

  private static Position position(Reading reading, int words) {
    if (reading.tone() == Tone.ASKING && (reading.acts() & Act.EFFECTS) != 0) {
      return Position.INSTRUCTION;
    }
    return words <= LONGEST_FIELD ? Position.FIELD : Position.PROSE;
  }

  private void remember(Instruction instruction) {
    if (instructions.size() < MOST_INSTRUCTIONS) {
      instructions.add(instruction);
      return;
    }
    for (int i = 0; instruction.tone() == Tone.ASKING && i < instructions.size(); i++) {
      if (instructions.get(i).tone() != Tone.ASKING) {
        instructions.set(i, instruction);
        return;
      }
    }
    gaps = true;
  }

  /** Beyond the last that is named, results share its place: their labels all count. */
  private int source(StepId step, Pending call, int labels) {
    labelsSeen |= labels;
    CallOrigin.Evidence evidence = new CallOrigin.Evidence(step, call.tool(), call.named());
    if (sources.size() < MOST_SOURCES) {
      sources.add(new Source(evidence, labels, 0));
    } else {
      Source last = sources.getLast();
      sources.set(
          MOST_SOURCES - 1, new Source(last.evidence(), last.labels() | labels, MOST_SOURCES));
    }
    return sources.size() - 1;
  }

  /** Notes a call that goes on. */
  void begun(StepId step, Pending call) {
    pending.put(step, call);
  }

  /** Notes that a call came from an instruction. Returns how many different ones did before. */
  int hit(long call, boolean isHit) {
    int before = hits.size() - (hits.contains(call) ? 1 : 0);
    if (isHit && hits.size() < MOST_HITS) {
      hits = hits.isEmpty() ? new HashSet<>() : hits;
      hits.add(call);
    }
    return before;
  }

  CallOrigin.Evidence sourceOf(int number) {
    return sources.get(number).evidence();
  }

  /** What a result carried, as bits. */
  int labelsOf(int source) {
    return sources.get(source).labels();
  }

  /** What all results together carried, as bits. */
  int labelsSeen() {
    return labelsSeen;
  }

  /** Pieces of values that left. */
  Joins joins() {
    return joins;
  }

  /** What opens something and was read; null if nothing did. */
  @Nullable SecretPrints secrets() {
    return secrets;
  }

  /** A part of an argument that a result brought. */
  Origins.Share share(int source, Position position, int percent) {
    Source of = sources.get(source);
    return new Origins.Share(
        of.evidence().step(),
        of.evidence().tool(),
        position,
        LabelMask.labels(of.labels() & ~SECRET_THROUGHOUT),
        percent);
  }

  /** What a call in flight names. */
  public Optional<Resources> resourcesOf(StepId step) {
    return Optional.ofNullable(pending.get(step)).map(Pending::resources);
  }

  /** Where the values of one of the last calls came from, if it is among them. */
  public Optional<Origins> originsOf(StepId step) {
    return Optional.ofNullable(told.get(step));
  }

  /** True if what the call wrote has a secret in it, or if that is not known. */
  public boolean mayCarrySecret(StepId step) {
    Origins origins = told.get(step);
    return origins == null || hasGaps() || origins.carried().contains(DataLabel.SECRET);
  }

  /** Drops what only helps while the session is busy. */
  public void forgetLast() {
    told.clear();
  }

  /** Puts values and the results they stood in away, if there is room. No call is in flight. */
  public void rest(SpillFile file) {
    if (away == null && !sources.isEmpty()) {
      away = PutAway.of(sources, values, file).orElse(null);
      sources = away == null ? sources : List.of();
    }
  }

  /** Takes back what was put away. What cannot be read is not known any more. */
  public void wake() {
    PutAway known = away;
    if (known != null) {
      away = null;
      Optional<List<Source>> back = known.takeBack(values);
      gaps |= back.isEmpty();
      sources = back.orElseGet(() -> known.lost(labelsSeen));
    }
  }

  /** The session is held no longer. */
  public void giveUp() {
    if (away != null) {
      away.place().giveUp();
    }
  }

  /** Keeps where a call's values came from. */
  void tell(StepId step, Origins origins) {
    told.put(step, origins);
  }

  UserWords user() {
    return user;
  }

  /** Addresses that were named or read. */
  KnownAddresses addresses() {
    return addresses;
  }

  /**
   * True if the user handed work over, and the value stood in a field of what a read brought that
   * the user's own words name: the next one reads on there.
   */
  boolean isPickedForUser(Tokens value) {
    if (!user.delegates() || value.size() == 0 || value.size() > 3) {
      return false;
    }
    int source = values.source(value.hash(0));
    return source >= 0
        && sourceOf(source).named()
        && values.position(value.hash(0)) == Position.FIELD;
  }

  /** True if any result came. */
  boolean hasRead() {
    return !sources.isEmpty();
  }

  ValueIndex values() {
    return values;
  }

  List<Instruction> instructions() {
    return instructions;
  }

  /** True if not everything the session was told is known. */
  public boolean hasGaps() {
    return gaps || values.isFull();
  }
}
