// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.ledger;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.step.DataLabel;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What resources carry, for each credential: what was written under taint, and what turned out to
 * hold private or secret data when it was read. Who reads it later inherits the labels, in whatever
 * session. Only ever grows: beyond its bounds nothing is forgotten, but what else is written counts
 * for everything the credential names. Rebuilt from the journal. Safe for use by many threads.
 */
public final class ResourceLedger {
  /** How many names are kept for one credential. */
  public static final int MOST_OF_ONE = 16_384;

  /** How many names are kept in all. */
  public static final int MOST = 400_000;

  private final ConcurrentMap<FloorId, Owned> owners = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final int mostOfOne;

  public ResourceLedger() {
    this(MOST_OF_ONE);
  }

  ResourceLedger(int mostOfOne) {
    this.mostOfOne = mostOfOne;
  }

  /** What is known of one credential's resources: name to labels. */
  private static final class Owned {
    private final ConcurrentMap<Long, Set<DataLabel>> marks = new ConcurrentHashMap<>();
    private volatile Set<DataLabel> everything = Set.of();
    private volatile Set<DataLabel> any = Set.of();
  }

  /** True if nothing is known of the credential's resources, so that nothing can be inherited. */
  public boolean knowsNothingOf(FloorId floor) {
    return !owners.containsKey(floor);
  }

  /**
   * Notes that what a call wrote carries these labels.
   *
   * @return false if there was no room: from now on the labels stand for everything
   */
  public boolean wrote(FloorId floor, String upstream, Resources what, Set<DataLabel> labels) {
    if (labels.isEmpty()) {
      return true;
    }
    Owned owned = owners.computeIfAbsent(floor, f -> new Owned());
    boolean kept = keep(owned, what, labels);
    for (long name : what.written()) {
      kept &= mark(owned, name, labels);
    }
    return kept && (!what.isHidden() || mark(owned, Resources.unseen(upstream), labels));
  }

  /**
   * Notes that what a call read carries these labels.
   *
   * @return false if there was no room: from now on the labels stand for everything
   */
  public boolean held(FloorId floor, Resources what, Set<DataLabel> labels) {
    if (labels.isEmpty() || what.owned().isEmpty()) {
      return true;
    }
    return keep(owners.computeIfAbsent(floor, f -> new Owned()), what, labels);
  }

  /** What reading or naming these carries. */
  public Set<DataLabel> of(FloorId floor, Resources what) {
    Owned owned = owners.get(floor);
    if (owned == null || what.isEmpty()) {
      return Set.of();
    }
    Set<DataLabel> labels = what.namesMore() ? owned.any : owned.everything;
    for (FilePath path : what.owned()) {
      labels = both(labels, find(owned, path));
    }
    for (FilePath path : what.named()) {
      labels = both(labels, find(owned, path));
    }
    for (long name : what.looked()) {
      labels = both(labels, owned.marks.getOrDefault(name, Set.of()));
    }
    return labels;
  }

  /** How many names are kept. */
  public int size() {
    return size.get();
  }

  private boolean keep(Owned owned, Resources what, Set<DataLabel> labels) {
    boolean kept = true;
    for (FilePath path : what.owned()) {
      kept &= mark(owned, whole(path.whole()), labels);
      for (long end : path.ends()) {
        kept &= mark(owned, end(end), labels);
      }
    }
    return kept;
  }

  private static Set<DataLabel> find(Owned owned, FilePath path) {
    Set<DataLabel> labels =
        both(
            owned.marks.getOrDefault(whole(path.whole()), Set.of()),
            owned.marks.getOrDefault(end(path.whole()), Set.of()));
    for (long end : path.ends()) {
      labels = both(labels, owned.marks.getOrDefault(whole(end), Set.of()));
    }
    return labels;
  }

  private static long whole(long path) {
    return path * 31 + 7;
  }

  private static long end(long path) {
    return path * 31 + 11;
  }

  private boolean mark(Owned owned, long name, Set<DataLabel> labels) {
    if (!owned.any.containsAll(labels)) {
      synchronized (owned) {
        owned.any = both(owned.any, labels);
      }
    }
    Set<DataLabel> known = owned.marks.get(name);
    if (known == null && (owned.marks.size() >= mostOfOne || size.get() >= MOST)) {
      synchronized (owned) {
        owned.everything = both(owned.everything, labels);
      }
      return false;
    }
    if (known == null && owned.marks.putIfAbsent(name, Set.copyOf(labels)) == null) {
      size.incrementAndGet();
    } else {
      owned.marks.computeIfPresent(name, (n, before) -> both(before, labels));
    }
    return true;
  }

  private static Set<DataLabel> both(Set<DataLabel> a, Set<DataLabel> b) {
    if (a.containsAll(b)) {
      return a;
    }
    if (a.isEmpty()) {
      return b;
    }
    Set<DataLabel> both = EnumSet.copyOf(a);
    both.addAll(b);
    return Set.copyOf(both);
  }
}
