// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import io.holdpoint.engine.provenance.CallOrigin;
import io.holdpoint.model.step.DataLabel;

/** An attempt, before it leaves. A rule that matches it can hold or deny the call. */
public final class ToolCall extends StepEvent {
  private final CallOrigin origin;

  public ToolCall(StepFacts facts, CallOrigin origin) {
    super(facts);
    this.origin = origin;
  }

  /** Where the call comes from; not a column. */
  public static CallOrigin originOf(ToolCall event) {
    return event.origin;
  }

  /** True if who, what or where was not named by the user and stood only in an instruction. */
  public boolean identityInstructed() {
    return origin.signs().identityInstructed();
  }

  /** True if free text carries an address that stood in an instruction. */
  public boolean addressInstructed() {
    return origin.signs().addressInstructed();
  }

  /** True if an instruction explains the call's words better than the user's words do. */
  public boolean wordsInstructed() {
    return origin.signs().wordsInstructed();
  }

  /** True if an instruction names the tool's act and object better than the user did. */
  public boolean actInstructed() {
    return origin.signs().actInstructed();
  }

  /** True if a destination or secret nobody named was found in running text only. */
  public boolean destinationFromProse() {
    return origin.signs().destinationFromProse();
  }

  /** True if free text carries a link or mail address the user did not name. */
  public boolean addressUnnamed() {
    return origin.signs().addressUnnamed();
  }

  /**
   * True if the act reaches others or cannot be undone, and the user asked for no such act; or if
   * it changes anything, and the user only asked to be told something.
   */
  public boolean actUnasked() {
    return origin.signs().actUnasked();
  }

  /** True if a password, permission or the like was not given by the user. */
  public boolean secretUnnamed() {
    return origin.signs().secretUnnamed();
  }

  /** True if such an act is on something the user never spoke of. */
  public boolean objectUnasked() {
    return origin.signs().objectUnasked();
  }

  /** True if content speaks of the act and names it better than the user did. */
  public boolean actSpokenOf() {
    return origin.signs().actSpokenOf();
  }

  /** True if content lays down a rule about such acts. */
  public boolean normInstructed() {
    return origin.signs().normInstructed();
  }

  /**
   * True if it leads to an address the user did not name, nearly like one the session knows, or has
   * a word with letters of several scripts.
   */
  public boolean addressLookalike() {
    return origin.signs().addressLookalike();
  }

  /** True if it pays more than any sum of money the user spoke of. */
  public boolean sumRaised() {
    return origin.signs().sumRaised();
  }

  /**
   * As actUnasked, where some of the user's words are not understood: it may have been asked for.
   */
  public boolean actUnclear() {
    return origin.signs().actUnclear();
  }

  /** The signs above together: 3 for what an instruction proves, 2 for strong, 1 for weak ones. */
  public int injectionPoints() {
    return origin.signs().points();
  }

  /** How many different calls of the session came from instructions before. */
  public int injectionsBefore() {
    return origin.hitsBefore();
  }

  /** True if the arguments lead to a host that no clean session led to. */
  public boolean newHost() {
    return StepEvent.factsOf(this).drift().newHost();
  }

  /** True if a known tool gets arguments of a form that no clean session gave it. */
  public boolean newShape() {
    return StepEvent.factsOf(this).drift().newShape();
  }

  /** True if the session's declared task speaks of nothing in this call. */
  public boolean unasked() {
    return StepEvent.factsOf(this).drift().unasked();
  }

  /** True if what the user said is known. */
  public boolean userKnown() {
    return origin.userKnown();
  }

  /** True if the user named every argument that says who, what or where. */
  public boolean userNamed() {
    return origin.userNamed();
  }

  /** True if such an argument was seen nowhere, and not everything could be seen. */
  public boolean originUnknown() {
    return origin.originUnknown();
  }

  /** False if the user speaks a language the vocabulary does not know. */
  public boolean languageCovered() {
    return origin.languageCovered();
  }

  /**
   * True if it carries what opens something out of a result with secrets, whole or in part, and the
   * user named neither the value nor both where it is read and where it goes.
   */
  public boolean secretOrigin() {
    return origin.origins().carried().contains(DataLabel.SECRET);
  }

  /** True if it carries values of results with private data that the user did not name. */
  public boolean privateOrigin() {
    return origin.origins().carried().contains(DataLabel.PRIVATE);
  }

  /**
   * True if it carries values of untrusted results that the user did not name; for a call that does
   * more than read also if a value that says who, what or where may have come from anywhere.
   */
  public boolean untrustedOrigin() {
    return origin.origins().carried().contains(DataLabel.UNTRUSTED)
        || (origin.origins().unknown() && !onlyReads());
  }

  /** True if it names a file or the like that held a secret, or was written with one. */
  public boolean secretResource() {
    return origin.origins().named().contains(DataLabel.SECRET);
  }

  /** True if it names a file or the like that was written under the influence of others' texts. */
  public boolean untrustedResource() {
    return origin.origins().named().contains(DataLabel.UNTRUSTED);
  }

  /** True if an argument carries a link, a host or a mail address. */
  public boolean reachesOut() {
    return origin.origins().reachesOut();
  }

  /** True if it has a destination, and the user named all there are. */
  public boolean destinationNamed() {
    return origin.origins().destinationNamed();
  }

  /** True if a link on a host that one result spoke of carries what another one told. */
  public boolean linkCarriesData() {
    return origin.origins().linkCarries();
  }

  /** Where what says who, what or where stood at worst, for example {@code field}. */
  public String originPosition() {
    return origin.origins().position().word();
  }

  /** How much of the words stood in results and not in the user's messages, in per cent. */
  public int resultShare() {
    return origin.origins().fromResults();
  }

  /** How much of the words stood in results with private or secret data, in per cent. */
  public int privateShare() {
    return origin.origins().fromPrivate();
  }

  /** How much of the words stood in untrusted results, in per cent. */
  public int untrustedShare() {
    return origin.origins().fromUntrusted();
  }

  private boolean onlyReads() {
    return !(write()
        || destroy()
        || pay()
        || egress()
        || exec()
        || admin()
        || delegate()
        || memoryWrite());
  }
}
