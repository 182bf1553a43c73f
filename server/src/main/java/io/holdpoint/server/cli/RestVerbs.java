// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** The verbs that are clients of the control API. */
final class RestVerbs {

  private final Terminal terminal;

  RestVerbs(Terminal terminal) {
    this.terminal = terminal;
  }

  List<CliVerb> all() {
    return List.of(
        new SessionsVerb(terminal),
        new SearchVerb(terminal),
        new SourcesVerb(terminal),
        new BackupVerb(terminal),
        new DriftVerb(terminal),
        new ToolsVerb(terminal),
        new Pause(terminal),
        new Restrict(terminal),
        new Resume(terminal),
        new Kill(terminal),
        new Release(terminal),
        new ExplainVerb(terminal),
        new BacktestVerb(terminal),
        new BypassVerb(terminal),
        new OperatorsVerb(terminal),
        new KeyVerb(terminal),
        new AlertsVerb(terminal),
        new DetectionsVerb(terminal),
        new ReportVerb(terminal),
        new HealthVerb(terminal),
        new ApprovalsVerb(terminal),
        new DecisionVerb.Approve(terminal),
        new DecisionVerb.Deny(terminal));
  }

  /** Holds later calls. */
  @Command(
      name = "pause",
      description = "Hold all later calls of a session until it is resumed.",
      footerHeading = "%nExample:%n",
      footer = {
        "  holdpoint pause 7f3a --reason \"asking its owner\"",
        "  holdpoint pause 7f3a --scope agent --for 30m --second kim --reason \"key may be"
            + " stolen\"",
        "  holdpoint pause --scope all --second kim --reason \"incident 41\""
      })
  static final class Pause extends ContainmentVerb {
    Pause(Terminal terminal) {
      super(terminal, "pause");
    }
  }

  /** Lets some effects through only. */
  @Command(
      name = "restrict",
      description = "Let a session go on with the named effects only until it is resumed.",
      footerHeading = "%nExample:%n",
      footer =
          "  holdpoint restrict 7f3a --effects read,discover --for 2h --reason \"under review\"")
  static final class Restrict extends ContainmentVerb {
    Restrict(Terminal terminal) {
      super(terminal, "restrict");
    }
  }

  /** Ends a pause or restriction. */
  @Command(
      name = "resume",
      description = {
        "Let the held and later calls of a paused or restricted session go on.",
        "Ends orders of the same scope."
      },
      footerHeading = "%nExample:%n",
      footer = "  holdpoint resume 7f3a --reason \"owner confirmed the batch\"")
  static final class Resume extends ContainmentVerb {
    Resume(Terminal terminal) {
      super(terminal, "resume");
    }
  }

  /** Refuses everything for good. */
  @Command(
      name = "kill",
      description = {
        "Refuse the call in flight and all later ones of a session, for good.",
        "New ids, connections and restarts do not undo it.",
        "With --scope agent or principal everything else they do is refused too (a quarantine),",
        "with --scope all everything, until it is released."
      },
      footerHeading = "%nExample:%n",
      footer = "  holdpoint kill 7f3a 81c0 --reason \"mails secrets\"")
  static final class Kill extends ContainmentVerb {
    Kill(Terminal terminal) {
      super(terminal, "kill");
    }
  }

  /** Lets the principal begin anew. */
  @Command(
      name = "release",
      description = {
        "Let the principal behind a killed session begin new sessions again.",
        "What was killed stays killed."
      },
      footerHeading = "%nExample:%n",
      footer = "  holdpoint release 7f3a --reason \"key rotated, host rebuilt\"")
  static final class Release extends ContainmentVerb {
    Release(Terminal terminal) {
      super(terminal, "release");
    }
  }
}
