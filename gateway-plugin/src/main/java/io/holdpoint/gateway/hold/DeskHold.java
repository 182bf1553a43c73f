// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hold;

import io.holdpoint.gateway.decision.Stages;
import io.holdpoint.gateway.decision.StepThread;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.port.ApprovalDesk;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One held step before people: asks, hears what they say, uses their grant up. On one thread. */
public final class DeskHold {

  private static final Logger LOG = LoggerFactory.getLogger(DeskHold.class);

  private final ApprovalDesk desk;
  private final StepThread thread;
  private final Owner owner;
  private @Nullable ApprovalRequest request;
  private String grant = "";
  private String gone = "";
  private int turn;

  public DeskHold(ApprovalDesk desk, StepThread thread, Owner owner) {
    this.desk = desk;
    this.thread = thread;
    this.owner = owner;
  }

  /** Whose step it is. Told on its thread. */
  public interface Owner {

    /** Nobody has spoken yet. */
    void waits(Asked.Waits waits);

    /** A grant stands: the step is to be judged again, then the grant to be used up. */
    void approved();

    /**
     * A grant stands for other arguments than the step's: it is not to go itself. Whoever cannot
     * send others lets it wait until the grant is over.
     */
    default void edited(String ref, ApprovalRequest asked, ApprovalWord.Edit edit) {
      over(ref);
    }

    /** A person refused. */
    void refused(String ref);

    /** It waits no longer, and nobody has said anything. */
    void over(String ref);

    /** Nobody was asked: its principal has too many calls waiting. */
    void tooMany();

    /** Nobody could be asked. */
    void unavailable();
  }

  /** Puts the step before people. */
  public void ask(ApprovalRequest asked) {
    request = asked;
    grant = "";
    int now = ++turn;
    Stages.then(
        thread,
        Stages.attempt(() -> desk.ask(asked)),
        (answer, failure) -> {
          if (now != turn) {
            return;
          }
          if (answer == null) {
            LOG.error("step {} could not be put before people", asked.attempt().id(), failure);
            owner.unavailable();
          } else {
            told(answer, now);
          }
        });
  }

  /** True if a grant stands that this step has not used up. */
  public boolean hasGrant() {
    return !grant.isEmpty();
  }

  /**
   * Uses the grant up.
   *
   * @param then told whether it was there; null if that could not be made durable
   */
  public void redeem(Consumer<@Nullable Boolean> then) {
    ApprovalRequest asked = request;
    if (asked == null || grant.isEmpty()) {
      then.accept(false);
      return;
    }
    String ref = grant;
    grant = "";
    redeem(ref, asked, then);
  }

  /** Uses up a grant that another step was given. */
  public void redeem(String ref, ApprovalRequest asked, Consumer<@Nullable Boolean> then) {
    Stages.then(
        thread,
        Stages.attempt(() -> desk.redeem(ref, asked)),
        (done, failure) -> {
          if (failure != null) {
            LOG.error("grant {} could not be used up", ref, failure);
          } else if (!Boolean.TRUE.equals(done)) {
            gone = ref;
          }
          then.accept(done);
        });
  }

  /** Hears no more. */
  public void end() {
    turn++;
  }

  private void told(Asked answer, int now) {
    switch (answer) {
      case Asked.MayGo go -> granted(go.ref(), go.edit());
      case Asked.Refused refused -> owner.refused(refused.ref());
      case Asked.TooMany tooMany -> owner.tooMany();
      case Asked.Waits waits -> {
        owner.waits(waits);
        if (now == turn) {
          Stages.then(
              thread,
              waits.settled(),
              (approval, failure) -> {
                if (now == turn && approval != null) {
                  settled(approval);
                }
              });
        }
      }
    }
  }

  private void settled(Approval approval) {
    switch (approval.state()) {
      case ApprovalState.Granted granted -> granted(approval.ref(), granted.said().edit());
      case ApprovalState.Used used -> askAgain();
      case ApprovalState.Denied denied -> owner.refused(approval.ref());
      case ApprovalState.Closed closed -> owner.over(approval.ref());
      case ApprovalState.Pending pending -> askAgain();
    }
  }

  private void granted(String ref, ApprovalWord.@Nullable Edit edit) {
    ApprovalRequest asked = request;
    if (ref.equals(gone)) {
      // It was not this step's, and never will be: no use in asking again.
      owner.over(ref);
    } else if (edit != null && asked != null) {
      end();
      owner.edited(ref, asked, edit);
    } else {
      grant = ref;
      owner.approved();
    }
  }

  private void askAgain() {
    if (request != null) {
      ask(request);
    }
  }
}
