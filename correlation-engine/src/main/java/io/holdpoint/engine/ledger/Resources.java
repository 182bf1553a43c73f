// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.ledger;

import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.ToolRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a call names: files by path, everything else by server and name. Hashes only. {@code owned}
 * is what the call acts on by an argument of its own, {@code named} what its texts mention besides,
 * a shell command for instance.
 */
public final class Resources {
  /** A call that names nothing. */
  public static final Resources NONE =
      new Resources(List.of(), List.of(), new long[0], new long[0], false, false);

  private static final int MOST_PATHS = 64;

  private final List<FilePath> owned;
  private final List<FilePath> named;
  private final long[] written;
  private final long[] looked;
  private final boolean hidden;
  private final boolean more;

  private Resources(
      List<FilePath> owned,
      List<FilePath> named,
      long[] written,
      long[] looked,
      boolean hidden,
      boolean more) {
    this.owned = owned;
    this.named = named;
    this.written = written;
    this.looked = looked;
    this.hidden = hidden;
    this.more = more;
  }

  /** Paths the call acts on. */
  List<FilePath> owned() {
    return owned;
  }

  /** Paths its texts mention. */
  List<FilePath> named() {
    return named;
  }

  /** Names under which what it writes is kept. */
  long[] written() {
    return written;
  }

  /** Names under which what it reads may have been kept. */
  long[] looked() {
    return looked;
  }

  /** True if an argument that says what is acted on could not be seen. */
  public boolean isHidden() {
    return hidden;
  }

  /** True if the call may name more than is known: it counts as naming everything. */
  boolean namesMore() {
    return more;
  }

  /** True if the call names nothing. */
  public boolean isEmpty() {
    return !more && owned.isEmpty() && named.isEmpty() && looked.length == 0;
  }

  /** What stands for everything of a server of which no name could be seen. */
  static long unseen(String upstream) {
    return hash("unseen", upstream);
  }

  /** What is known of a call whose arguments are forgotten. */
  public static Resources forgotten(ToolRef tool) {
    return new Resources(
        List.of(), List.of(), new long[0], new long[] {unseen(tool.upstream())}, true, false);
  }

  /** Collects what one call names. For one thread. */
  public static final class Builder {
    private final ToolRef tool;
    private final boolean memory;
    private final boolean mentions;
    private final List<FilePath> owned = new ArrayList<>(2);
    private final List<FilePath> named = new ArrayList<>(0);
    private final List<String> names = new ArrayList<>(2);
    private boolean hidden;
    private boolean any;
    private boolean more;

    public Builder(ToolRef tool) {
      this.tool = tool;
      Set<Effect> effects = tool.effects();
      this.memory = effects.contains(Effect.MEMORY_READ) || effects.contains(Effect.MEMORY_WRITE);
      this.mentions = effects.contains(Effect.EXEC) || effects.contains(Effect.EGRESS);
    }

    /** Takes in a value with its role; one that a masked view only hints at is hidden. */
    public void add(ArgumentRole role, String text) {
      boolean says =
          role == ArgumentRole.RESOURCE
              || role == ArgumentRole.IDENTITY
              || (memory && role == ArgumentRole.SECRET);
      if (says && text.startsWith("\u2592")) {
        hidden = true;
      } else if (says && !text.isEmpty()) {
        any = true;
        names.add(text);
        if (FilePath.isLikely(text)) {
          more |= owned.size() >= MOST_PATHS;
          owned.add(FilePath.of(text));
        }
      } else if (mentions) {
        more |= !FilePath.mentioned(text, named, owned, MOST_PATHS);
      }
    }

    /** Not all arguments could be read. */
    public void unread() {
      more = true;
      hidden = true;
    }

    /** What the call names. */
    public Resources build() {
      if (!any && !more && !memory && !hidden && named.isEmpty() && owned.isEmpty()) {
        return NONE;
      }
      List<Long> written = new ArrayList<>(2);
      List<Long> looked = new ArrayList<>(3);
      long one = one();
      if (any) {
        written.add(one);
        looked.add(one);
      }
      if (memory) {
        long store = hash("store", tool.upstream());
        written.add(store);
        if (!any) {
          looked.add(store);
        }
      }
      if (any || hidden || memory) {
        looked.add(unseen(tool.upstream()));
      }
      return new Resources(owned, named, longs(written), longs(looked), hidden, more);
    }

    /** All names together, whatever their order: an issue is a repository and a number. */
    private long one() {
      String[] sorted = names.toArray(String[]::new);
      Arrays.sort(sorted);
      long hash = hash("item", tool.upstream());
      for (String name : sorted) {
        hash = hash * 31 + hash("name", name);
      }
      return hash;
    }

    private static long[] longs(List<Long> list) {
      return list.stream().mapToLong(Long::longValue).toArray();
    }
  }

  static long hash(String kind, String text) {
    return FilePath.hash(FilePath.hash(FilePath.SEED, kind) * 31, text);
  }
}
