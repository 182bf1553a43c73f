// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The columns that attempts and results have in common. Every public method without parameters is a
 * column of the same name. One boolean per capability, because Esper indexes those. No column
 * carries a payload.
 */
public abstract sealed class StepEvent permits ToolCall, ToolResult, Refused {
  private final StepFacts facts;
  private final Set<Effect> effects;

  StepEvent(StepFacts facts) {
    this.facts = facts;
    this.effects = EnumSet.copyOf(facts.call().tool().effects());
  }

  /** What the columns are read from; not a column, for it has a parameter's worth of detail. */
  public static StepFacts factsOf(StepEvent event) {
    return event.facts;
  }

  /** The tenant. */
  public String tenant() {
    return owner().identity().tenant();
  }

  /** The environment, for example {@code prod}. */
  public String environment() {
    return owner().environment();
  }

  /** The authenticated subject. */
  public String principal() {
    return owner().identity().subject();
  }

  /** What lies below every session of the credential. */
  public String floor() {
    return owner().floor().value();
  }

  /** The session. */
  public String session() {
    return owner().id().value();
  }

  /** The session the delegation began in; its own id if nobody delegated. */
  public String root() {
    return owner().root().value();
  }

  /** True if the sessions behind the credential run side by side. */
  public boolean sharedPrincipal() {
    return owner().kind() == PrincipalKind.SHARED;
  }

  /** True if the session key is attested by the host (G0 or G1). */
  public boolean attestedSession() {
    return !owner().key().isWeak();
  }

  /** The step id. */
  public String step() {
    return facts.call().id().toString();
  }

  /** The kind of step in lower case, for example {@code tool_call}. */
  public String kind() {
    return kindWord();
  }

  /** The configured name of the server. */
  public String upstream() {
    return facts.call().tool().upstream();
  }

  /** The tool as {@code upstream/name}. */
  public String tool() {
    return facts.call().toolName();
  }

  /** False if no catalogue entry matched. */
  public boolean knownTool() {
    return facts.call().tool().known();
  }

  /** Keyed digest of the arguments; equal for equal arguments of one tenant. */
  public String argumentsDigest() {
    return facts.call().arguments().value();
  }

  /** Size of the arguments in bytes. */
  public int argumentsSize() {
    return facts.call().argumentsSize();
  }

  /** Engine time in milliseconds since 1970. */
  public long at() {
    return facts.at();
  }

  /** True if the call can read. */
  public boolean read() {
    return may(Effect.READ);
  }

  /** True if the call can write. */
  public boolean write() {
    return may(Effect.WRITE);
  }

  /** True if the call can destroy. */
  public boolean destroy() {
    return may(Effect.DESTROY);
  }

  /** True if the call can pay. */
  public boolean pay() {
    return may(Effect.PAY);
  }

  /** True if the call can egress. */
  public boolean egress() {
    return may(Effect.EGRESS);
  }

  /** True if the call can exec. */
  public boolean exec() {
    return may(Effect.EXEC);
  }

  /** True if the call can admin. */
  public boolean admin() {
    return may(Effect.ADMIN);
  }

  /** True if the call can delegate. */
  public boolean delegate() {
    return may(Effect.DELEGATE);
  }

  /** True if the call can discover. */
  public boolean discover() {
    return may(Effect.DISCOVER);
  }

  /** True if the call can memory-read. */
  public boolean memoryRead() {
    return may(Effect.MEMORY_READ);
  }

  /** True if the call can memory-write. */
  public boolean memoryWrite() {
    return may(Effect.MEMORY_WRITE);
  }

  /** True if an earlier result brought private data (latch, no expiry). */
  public boolean privateSeen() {
    return facts.seen().seen(DataLabel.PRIVATE);
  }

  /** True if an earlier result brought secret data (latch, no expiry). */
  public boolean secretSeen() {
    return facts.seen().seen(DataLabel.SECRET);
  }

  /** True if an earlier result brought untrusted data (latch, no expiry). */
  public boolean untrustedSeen() {
    return facts.seen().seen(DataLabel.UNTRUSTED);
  }

  /** Calls of the session before this one. */
  public long calls() {
    return facts.counters().calls();
  }

  /** Calls of the session denied so far. */
  public long denied() {
    return facts.counters().denied();
  }

  /** Calls of the session that did not succeed so far. */
  public long errors() {
    return facts.counters().errors();
  }

  /** Detections in the session so far. */
  public long detections() {
    return facts.counters().detections();
  }

  /** How many of the last 32 calls had this tool and arguments; a result's own call counts. */
  public int repeats() {
    return facts.repeats();
  }

  /** True if neither the credential's baseline nor this session has used the tool. */
  public boolean newTool() {
    return facts.newTool();
  }

  /** How many clean sessions the credential's baseline rests on. */
  public int baselineSessions() {
    return facts.baselineSessions();
  }

  /** What the call acts on, by an argument of its own, as a hash; empty if no argument says. */
  public String resource() {
    return facts.around().trail().resourceWord();
  }

  /** Where the call leads, a host, an address or an account, as a hash; empty if nowhere. */
  public String destination() {
    return facts.around().trail().destinationWord();
  }

  /** True if the session read the same resource before. */
  public boolean resourceRead() {
    return facts.around().trail().resourceRead();
  }

  /** True if the session wrote something the call names before. */
  public boolean resourceWritten() {
    return facts.around().trail().resourceWritten();
  }

  /** True if such an act on the same resource by another tool was refused in the session. */
  public boolean resourceRefused() {
    return facts.around().trail().resourceRefused();
  }

  /** True if such an act with the same destination by another tool was refused in the session. */
  public boolean destinationRefused() {
    return facts.around().trail().destinationRefused();
  }

  /** How many different calls of the session were refused in the last two minutes. */
  public int refusals() {
    return facts.around().trail().refusals();
  }

  /** How many different tools explored in the last ten minutes of the session. */
  public int discoveries() {
    return facts.around().trail().discoveries();
  }

  /** How often two to eight calls came in the same order by now; 0 below three times. */
  public int cycleRepeats() {
    return facts.around().trail().cycleRepeats();
  }

  /** How many calls of this tool in a row were larger than the one before. */
  public int argumentGrowth() {
    return facts.around().trail().growth();
  }

  /** Calls since untrusted data came, this one included; -1 if none came. */
  public int callsSinceUntrusted() {
    return facts.around().trail().callsSinceUntrusted();
  }

  /** True if the arguments name a file, address or setting of the monitor. */
  public boolean monitorPlace() {
    return facts.around().trail().monitorPlace();
  }

  /** True if the arguments name instructions or settings of an agent. */
  public boolean agentPlace() {
    return facts.around().trail().agentPlace();
  }

  /** True if the arguments name what runs by itself later. */
  public boolean persistencePlace() {
    return facts.around().trail().persistencePlace();
  }

  /** True if the arguments name a log of who did what. */
  public boolean auditPlace() {
    return facts.around().trail().auditPlace();
  }

  /** True if the arguments name where credentials lie. */
  public boolean credentialPlace() {
    return facts.around().trail().credentialPlace();
  }

  /** True if the arguments have characters that nobody sees. */
  public boolean hiddenText() {
    return facts.around().trail().hidden();
  }

  /** True if a long run of the arguments is no language. */
  public boolean encodedText() {
    return facts.around().trail().encoded();
  }

  /** True if a rule across sessions flagged the tool. */
  public boolean toolFlagged() {
    return facts.around().flagged().tool();
  }

  /** True if a rule across sessions flagged the server. */
  public boolean upstreamFlagged() {
    return facts.around().flagged().upstream();
  }

  /** True if a rule across sessions flagged the credential. */
  public boolean agentFlagged() {
    return facts.around().flagged().agent();
  }

  /** True if a rule across sessions flagged the subject. */
  public boolean principalFlagged() {
    return facts.around().flagged().principal();
  }

  /** True if a rule across sessions flagged where the call leads. */
  public boolean destinationFlagged() {
    return facts.around().flagged().destination();
  }

  /** True if a rule across sessions flagged these very arguments. */
  public boolean argumentsFlagged() {
    return facts.around().flagged().arguments();
  }

  /** True if a rule across sessions flagged the session. */
  public boolean sessionFlagged() {
    return facts.around().flagged().session();
  }

  /**
   * True if the call has a value that the user did not name, out of what a tool brought that a rule
   * across sessions flagged as a source.
   */
  public boolean sourceFlagged() {
    return facts.around().flagged().source();
  }

  /** How much likelier another agent or task is by now, as a logarithm (nats). */
  public double driftScore() {
    return facts.drift().score();
  }

  /** How many of 1,000 clean sessions get as far; 1,000 without a baseline. */
  public double driftPerThousand() {
    return facts.drift().perThousand();
  }

  /** The lowest of these so far, without this step: 1,000 before the first. */
  public double driftPerThousandBefore() {
    return facts.drift().perThousandBefore();
  }

  /** The step, from 1, from which the session drifts; 0 if nothing stands. */
  public int driftPoint() {
    return facts.drift().point();
  }

  /** True if the session has been beyond the engine's limit of false alarms. */
  public boolean driftAlarm() {
    return facts.drift().alarm();
  }

  /** Of the score: evidence of tools that follow one another. */
  public double driftTransition() {
    return facts.drift().transition();
  }

  /** Of the score: evidence of the mix of tools. */
  public double driftMix() {
    return facts.drift().mix();
  }

  /** Of the score: evidence of tools, hosts and forms of arguments seen first. */
  public double driftFirstSeen() {
    return facts.drift().firstSeen();
  }

  /** Of the score: evidence of sizes, times and steps beyond the usual. */
  public double driftEnvelope() {
    return facts.drift().envelope();
  }

  /** Of the score: evidence of acts that the stated task does not speak of. */
  public double driftIntent() {
    return facts.drift().intent();
  }

  /** How many calls all but one in a hundred clean sessions make at most; 0 if unknown. */
  public long usualCalls() {
    return facts.drift().usualCalls();
  }

  private Session owner() {
    return facts.call().session();
  }

  private String kindWord() {
    return facts.call().kind().name().toLowerCase(Locale.ROOT);
  }

  private boolean may(Effect effect) {
    return effects.contains(effect);
  }
}
