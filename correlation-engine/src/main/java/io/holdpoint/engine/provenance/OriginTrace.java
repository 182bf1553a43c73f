// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Tokens;
import io.holdpoint.engine.intent.Tokens.Shape;
import io.holdpoint.engine.provenance.CallArguments.Value;
import io.holdpoint.engine.provenance.Origins.Argument;
import io.holdpoint.engine.provenance.Origins.Named;
import io.holdpoint.engine.provenance.Origins.Share;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the values of one call to where they were seen first. For one thread. */
final class OriginTrace {
  /** So many words copied in a row are no accident. */
  private static final int RUN = 6;

  /** So many words of other results in a link are data. */
  private static final int DATA = 3;

  private static final int LONGEST_IDENTITY = 12;
  private static final int MOST_SHARES = 4;
  private static final int NOBODY = -1;
  private static final int USER = -2;

  /** How many words are looked at: of a session with labelled results, and of another. */
  private static final int MOST_WORDS = 4096;

  private static final int FEW_WORDS = 48;

  private final int[] from = new int[MOST_WORDS];
  private final int[] sources = new int[8];
  private final int[] counts = new int[8];
  private final byte[] worst = new byte[8];
  private final byte[] ranks = new byte[MOST_WORDS];
  private int kinds;
  private List<Argument> arguments = List.of();
  private @Nullable Provenance session;
  private int carried;
  private int words;
  private int fromResults;
  private int fromPrivate;
  private int fromUntrusted;
  private int destinations;
  private boolean unnamed;
  private boolean cut;
  private boolean isWhole;
  private boolean reachesOut;
  private int data;
  private int linkSource;
  private int copiedFrom;
  private Position position = Position.NOWHERE;

  void begin(Provenance of) {
    session = of;
    arguments = new ArrayList<>(4);
    carried = 0;
    words = 0;
    fromResults = 0;
    fromPrivate = 0;
    fromUntrusted = 0;
    destinations = 0;
    unnamed = false;
    cut = false;
    reachesOut = false;
    data = 0;
    linkSource = NOBODY;
    copiedFrom = NOBODY;
    position = Position.NOWHERE;
  }

  /**
   * Follows one value.
   *
   * @param argument it
   * @param value what it says in words
   * @param numbers the numbers it was just read for
   */
  void argument(Value argument, ArgumentRole role, Tokens value, Numbers numbers) {
    Provenance of = session;
    if (of == null || value.size() == 0) {
      return;
    }
    UserWords user = of.user();
    boolean named = user.named(value);
    cut |= value.size() > MOST_WORDS;
    follow(of, value);
    addresses(of, value);
    if (role == ArgumentRole.DESTINATION) {
      destinations++;
      unnamed |= !named;
    }
    if (!named) {
      if (role.isIdentity() && value.size() <= LONGEST_IDENTITY) {
        whole(of, value);
      }
      numbers(of, numbers, value);
      pieces(of, argument.text(), value);
    }
    count(of, Math.min(value.size(), most(of)));
    if (arguments.size() < Origins.MOST_ARGUMENTS) {
      Named said = named ? Named.YES : user.isSilent() ? Named.UNKNOWN : Named.NO;
      arguments.add(told(of, argument.argument(), role, said, Math.min(value.size(), most(of))));
    }
  }

  /** Follows what was hidden in the value before. */
  void hidden(Tokens value) {
    Provenance of = session;
    if (of != null && value.size() > 0) {
      follow(of, value);
      linkData(of, value, 0, Math.min(value.size(), most(of)));
      count(of, Math.min(value.size(), most(of)));
    }
  }

  private static int most(Provenance of) {
    return of.labelsSeen() == 0 ? FEW_WORDS : MOST_WORDS;
  }

  /** Where each word was seen first, alone or with its neighbours. */
  private void follow(Provenance of, Tokens value) {
    int size = Math.min(value.size(), most(of));
    UserWords user = of.user();
    ValueIndex values = of.values();
    for (int i = 0; i < size; i++) {
      from[i] = user.said(value.hash(i)) ? USER : NOBODY;
      ranks[i] = 0;
    }
    if (size == 1 && from[0] == NOBODY) {
      from[0] = values.source(value.hash(0));
      ranks[0] = (byte) values.position(value.hash(0)).rank();
    }
    isWhole = size > 1 || from[0] >= 0;
    int run = 1;
    int own = from[0] == USER ? 0 : 1;
    for (int i = 0; i + 1 < size; i++) {
      int source = values.source(value.pair(i));
      if (source < 0) {
        isWhole = false;
        run = 1;
        own = from[i + 1] == USER ? 0 : 1;
        continue;
      }
      run++;
      own += from[i + 1] == USER ? 0 : 1;
      byte rank = (byte) values.position(value.pair(i)).rank();
      mark(i, source, rank);
      mark(i + 1, source, rank);
      if (run >= RUN && own * 2 >= run) {
        copied(of, source);
      }
    }
    identifiers(of, value, size);
  }

  private void copied(Provenance of, int source) {
    int labels = of.labelsOf(source);
    carried |= labels;
    if ((labels & Provenance.SECRET_THROUGHOUT) != 0) {
      copiedFrom = source;
    }
  }

  private void mark(int word, int source, byte rank) {
    if (from[word] == NOBODY) {
      from[word] = source;
      ranks[word] = rank;
    }
  }

  private void identifiers(Provenance of, Tokens value, int size) {
    for (int i = 0; i < value.identifiers(); i++) {
      long id = value.identifier(i);
      int source = of.values().source(id);
      if (source < 0 || of.user().namedIdentifier(id)) {
        continue;
      }
      int token = value.tokenOf(i);
      if (token < size && from[token] != USER) {
        from[token] = source;
        ranks[token] = (byte) of.values().position(id).rank();
      }
      if (value.isTelling(i) && !isHostOfNext(value, i)) {
        carried |= of.labelsOf(source);
      }
    }
  }

  /** A host alone is no data: every link on it has it. */
  private static boolean isHostOfNext(Tokens value, int i) {
    return value.shape(i) == Shape.LINK
        && i > 0
        && value.shape(i - 1) == Shape.LINK
        && value.tokenOf(i) == value.tokenOf(i - 1);
  }

  /** What says who, what or where, and stood somewhere as a whole. */
  private void whole(Provenance of, Tokens value) {
    ValueIndex values = of.values();
    if (value.size() == 1 && value.isNumber(0)) {
      return; // short ones stand anywhere, long ones are followed as numbers
    }
    long only = value.identifiers() > 0 ? value.identifier(0) : value.hash(0);
    if (value.size() == 1 || value.identifiers() > 0) {
      take(of, values.source(only), values.position(only));
      return;
    }
    Position worst = Position.NOWHERE;
    int source = NOBODY;
    for (int i = 0; i + 1 < value.size(); i++) {
      long pair = value.pair(i);
      if (!values.has(pair)) {
        return;
      }
      if (values.position(pair).compareTo(worst) > 0) {
        worst = values.position(pair);
        source = values.source(pair);
      }
    }
    take(of, source, worst);
  }

  /** Numbers a result told, however they are written; a text's are looked at if it is long. */
  private void numbers(Provenance of, Numbers numbers, Tokens value) {
    for (int i = 0; i < numbers.size(); i++) {
      int source = of.values().source(numbers.hash(i));
      if (source >= 0 && !of.user().namedIdentifier(numbers.hash(i))) {
        carried |= of.labelsOf(source);
        if (value.size() <= LONGEST_IDENTITY) {
          mark(0, source, (byte) of.values().position(numbers.hash(i)).rank());
        }
      }
    }
  }

  /** What was taken apart, or put together from what stood apart. */
  private void pieces(Provenance of, String text, Tokens value) {
    if (value.size() > LONGEST_IDENTITY || of.labelsSeen() == 0) {
      return;
    }
    if (isWhole) {
      return;
    }
    int source = of.joins().joined(text, of.values());
    source = source >= 0 ? source : Joins.apart(text, of.values());
    if (source >= 0) {
      carried |= of.labelsOf(source);
      mark(0, source, (byte) Position.PROSE.rank());
    }
  }

  private void take(Provenance of, int source, Position at) {
    if (source >= 0) {
      carried |= of.labelsOf(source);
      position = at.compareTo(position) > 0 ? at : position;
    }
  }

  /** Where the call leads, and what the links in it carry. */
  private void addresses(Provenance of, Tokens value) {
    UserWords user = of.user();
    int size = Math.min(value.size(), most(of));
    for (int i = 0; i < value.identifiers(); i++) {
      Shape shape = value.shape(i);
      if (shape != Shape.MAIL && shape != Shape.LINK) {
        continue;
      }
      reachesOut = true;
      destinations++;
      boolean longer = i + 1 < value.identifiers() && isHostOfNext(value, i + 1);
      long whole = value.identifier(i);
      long host = longer ? value.identifier(i + 1) : whole;
      boolean named = user.namedIdentifier(whole) || user.namedIdentifier(host);
      unnamed |= !named;
      if (longer) {
        int source = of.values().source(host);
        if (!named && source >= 0 && !of.values().has(whole)) {
          linkSource = source;
          linkData(of, value, value.tokenOf(i), size);
        }
        i++;
      }
    }
  }

  /** Counts words of a link that other results told first. */
  private void linkData(Provenance of, Tokens value, int start, int size) {
    if (linkSource < 0) {
      return;
    }
    for (int i = start; i < size && (start == 0 || value.isInside(i)); i++) {
      if (from[i] == USER || !(value.isContent(i) || value.isNumber(i))) {
        continue;
      }
      int source = of.values().source(value.hash(i));
      data += source >= 0 && source != linkSource ? 1 : 0;
    }
  }

  private void count(Provenance of, int size) {
    kinds = 0;
    for (int i = 0; i < size; i++) {
      int source = from[i];
      words++;
      if (source >= 0) {
        int labels = of.labelsOf(source);
        fromResults++;
        fromPrivate += (labels & (LabelMask.PRIVATE | LabelMask.SECRET)) != 0 ? 1 : 0;
        fromUntrusted += (labels & LabelMask.UNTRUSTED) != 0 ? 1 : 0;
      }
      tally(source, ranks[i]);
    }
  }

  private void tally(int source, byte rank) {
    int k = 0;
    while (k < kinds && sources[k] != source) {
      k++;
    }
    if (k == kinds && kinds < sources.length) {
      sources[k] = source;
      counts[k] = 0;
      worst[k] = 0;
      kinds++;
    }
    if (k < kinds) {
      counts[k]++;
      worst[k] = (byte) Math.max(worst[k], rank);
    }
  }

  private Argument told(Provenance of, String name, ArgumentRole role, Named named, int size) {
    int byUser = 0;
    List<Share> shares = List.of();
    for (int k = 0; k < kinds; k++) {
      int percent = counts[k] * 100 / size;
      if (sources[k] == USER) {
        byUser = percent;
      } else if (sources[k] >= 0 && percent > 0) {
        shares = shares.isEmpty() ? new ArrayList<>(2) : shares;
        shares.add(of.share(sources[k], Position.ofRank(worst[k]), percent));
      }
    }
    if (shares.size() > 1) {
      shares.sort(Comparator.comparingInt(Share::percent).reversed());
      shares = shares.subList(0, Math.min(MOST_SHARES, shares.size()));
    }
    return new Argument(name, role, named, byUser, shares);
  }

  /** The result that spoke of the host to which other results' words go; -1 if none go. */
  int linkSource() {
    return data >= DATA ? linkSource : NOBODY;
  }

  /** The user's own words said what to read, and where to send what. */
  private boolean isNamed(int source) {
    return session != null && session.sourceOf(source).named();
  }

  /**
   * What was found.
   *
   * @param secret the result that brought a secret it carries; -1 if it carries none
   * @param resources labels of the resources it names
   * @param unknown true if an argument may have come from anywhere
   */
  Origins origins(int secret, Set<DataLabel> resources, boolean unknown) {
    boolean destinationNamed = destinations > 0 && !unnamed;
    int mask = carried & (LabelMask.PRIVATE | LabelMask.UNTRUSTED);
    int opens = secret >= 0 ? secret : copiedFrom;
    boolean asked = opens >= 0 && destinationNamed && isNamed(opens);
    mask |= opens >= 0 && !asked ? LabelMask.SECRET : 0;
    int all = Math.max(1, words);
    Origins origins =
        new Origins(
            LabelMask.labels(mask),
            resources,
            unknown || cut,
            reachesOut,
            destinationNamed,
            data >= DATA,
            position,
            fromResults * 100 / all,
            fromPrivate * 100 / all,
            fromUntrusted * 100 / all,
            arguments);
    session = null;
    return origins;
  }
}
