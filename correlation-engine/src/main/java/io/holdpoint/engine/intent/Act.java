// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import io.holdpoint.model.step.Effect;
import java.util.Set;

/** What somebody can be asked to do. Sets of acts are masks of {@link #bit()}. */
public enum Act {
  READ(1),
  WRITE(2),
  SEND(4),
  PAY(8),
  BOOK(16),
  DESTROY(32),
  ADMIN(64),
  EXEC(128);

  /** Acts that change something. */
  public static final int EFFECTS = 0xff & ~1;

  /** Acts that reach others or cannot be taken back. */
  public static final int OUTWARD =
      SEND.bit() | PAY.bit() | BOOK.bit() | DESTROY.bit() | ADMIN.bit() | EXEC.bit();

  private final int bit;

  Act(int bit) {
    this.bit = bit;
  }

  /** The mask of this act. */
  public int bit() {
    return bit;
  }

  /** The acts a call with these effects can be. */
  static int of(Set<Effect> effects) {
    int acts = 0;
    for (Effect effect : effects) {
      acts |=
          switch (effect) {
            case READ, DISCOVER, MEMORY_READ -> READ.bit();
            case WRITE, MEMORY_WRITE, DELEGATE -> WRITE.bit();
            case EGRESS -> SEND.bit();
            case PAY -> PAY.bit();
            case DESTROY -> DESTROY.bit();
            case ADMIN -> ADMIN.bit();
            case EXEC -> EXEC.bit();
          };
    }
    return acts;
  }
}
