// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.canary;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.approval.ApprovalSettings;
import io.holdpoint.gateway.approval.JournaledApprovalDesk;
import io.holdpoint.gateway.call.Admission;
import io.holdpoint.gateway.call.CallServices;
import io.holdpoint.gateway.call.FrontDoor;
import io.holdpoint.gateway.call.OriginRules;
import io.holdpoint.gateway.call.Upstream;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.identity.CredentialTable;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.identity.TokenClaims;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.mcp.modern.ModernProtocol;
import io.holdpoint.gateway.policy.CallSketch;
import io.holdpoint.gateway.policy.Clause;
import io.holdpoint.gateway.policy.ClauseAction;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.policy.Policy;
import io.holdpoint.gateway.policy.PolicyCase;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Decision;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one call for each clause of a policy through the whole way of a call, up to a server that
 * nothing may reach: the first case of the policy's files that names the clause. Each has a world
 * of its own, so that nothing is counted, recorded or told.
 */
public final class Canaries {

  private static final Logger LOG = LoggerFactory.getLogger(Canaries.class);
  private static final long PATIENCE_SECONDS = 10;
  private static final String HELD = "held";

  private final World world;
  private final Policies inForce;
  private final ToolCatalogue catalogue;
  private final Loop loop;
  private final InstantSource clock;

  /** Makes all that a call on its way needs, with some parts replaced. */
  @FunctionalInterface
  public interface World {

    /**
     * Makes it.
     *
     * @param quiet in the place of monitor, signals, journal, spans and declarations
     */
    CallServices services(
        Quiet quiet, ToolCatalogue catalogue, Policies policies, ApprovalDesk desk);
  }

  /**
   * @param loop where the calls happen; not the thread that proves
   */
  public Canaries(
      World world, Policies inForce, ToolCatalogue catalogue, Loop loop, InstantSource clock) {
    this.world = requireNonNull(world, "world");
    this.inForce = requireNonNull(inForce, "inForce");
    this.catalogue = requireNonNull(catalogue, "catalogue");
    this.loop = requireNonNull(loop, "loop");
    this.clock = requireNonNull(clock, "clock");
  }

  /** The clauses that do not stop, mask or hold their canary, and why; none if all do. */
  public List<String> failures(Policy policy) {
    List<String> failures = new ArrayList<>();
    List<String> unproven = new ArrayList<>();
    for (Clause clause : policy.clauses()) {
      if (clause.action() instanceof ClauseAction.Limit) {
        continue; // No single call shows that it counts.
      }
      Optional<PolicyCase> canary =
          policy.cases().stream()
              .filter(one -> one.by().contains(clause.id()) && isPossible(one.call()))
              .findFirst();
      if (canary.isPresent()) {
        failure(policy, clause, canary.get()).ifPresent(failures::add);
      } else if (clause.action().tightens()) {
        unproven.add(clause.id());
      }
    }
    if (!unproven.isEmpty()) {
      LOG.warn(
          "policy: no case is a canary for {}: nobody knows whether they stop anything", unproven);
    }
    return failures;
  }

  /** Tool calls of sessions that say nothing of their task can be made as they are sketched. */
  private static boolean isPossible(CallSketch call) {
    return call.kind() == StepKind.TOOL_CALL
        && call.session().task().isEmpty()
        && call.session().environment().equals("default")
        && call.caller().version().isEmpty();
  }

  private Optional<String> failure(Policy policy, Clause clause, PolicyCase canary) {
    Quiet quiet = new Quiet();
    Policies policies = inForce.trial(policy, canary.call(), quiet, catalogue);
    JournaledApprovalDesk desk = new JournaledApprovalDesk(quiet, ApprovalSettings.DEFAULTS, clock);
    CanaryUpstream upstream = new CanaryUpstream(answer(canary.call()));
    CanaryCaller caller = new CanaryCaller(loop);
    CompletableFuture<String> end = caller.answered().toCompletableFuture();
    String seen;
    try (var _ = desk.subscribe(approval -> held(approval, end))) {
      loop.execute(() -> send(canary.call(), upstream, caller, quiet, policies, desk));
      seen = end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      seen = "nothing";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      seen = "nothing";
    }
    caller.leave();
    String problem = problem(clause, canary, seen, upstream, quiet);
    return problem.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "clause "
                + clause.id()
                + ": its canary \""
                + canary.name()
                + "\" ("
                + canary.position()
                + ") "
                + problem);
  }

  private static void held(Approval approval, CompletableFuture<String> end) {
    if (approval.isPending()) {
      end.complete(HELD);
    }
  }

  private void send(
      CallSketch call,
      CanaryUpstream transport,
      CanaryCaller caller,
      Quiet quiet,
      Policies policies,
      ApprovalDesk desk) {
    Upstream upstream = new Upstream(call.upstream(), transport);
    CallServices services =
        world.services(quiet, new SketchedCatalogue(catalogue, call), policies, desk);
    Admission nobody =
        new Admission(new OriginRules(List.of(), List.of()), CredentialTable.empty(clock), null);
    new FrontDoor(
            services,
            nobody,
            Map.of(upstream.name(), upstream),
            new ModernProtocol(),
            new LegacyProtocol())
        .admitted(CanaryCaller.request(call), caller, principal(call), upstream);
  }

  private static Principal principal(CallSketch call) {
    CallSketch.Caller caller = call.caller();
    AgentIdentity identity =
        new AgentIdentity("default", "holdpoint:canary", caller.subject(), null, null);
    return new Principal(
        identity,
        FloorId.of(identity),
        caller.kind(),
        caller.agent(),
        new TokenClaims(Set.of(), caller.groups(), List.of()));
  }

  private static String answer(CallSketch call) {
    CallSketch.Returned returned = call.result();
    String result =
        returned == null || returned.json().isEmpty()
            ? "{\"content\":[{\"type\":\"text\",\"text\":\"canary\"}]}"
            : returned.json();
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}";
  }

  /** What is wrong with what became of a canary, empty if nothing is. */
  private static String problem(
      Clause clause, PolicyCase canary, String seen, CanaryUpstream upstream, Quiet quiet) {
    boolean reached = !upstream.received().isEmpty();
    boolean named = quiet.decisions().stream().anyMatch(decision -> names(decision, clause.id()));
    if (!named) {
      return "was not decided by it";
    }
    boolean mayPass = clause.onResult() || canary.expects() == PolicyCase.Expected.PERMIT;
    if (reached && !mayPass) {
      return "reached its server";
    }
    return switch (canary.expects()) {
      case HOLD -> seen.equals(HELD) || isRefusal(seen) ? "" : "was not held";
      case DENY -> isRefusal(seen) ? "" : "was not refused";
      case PERMIT -> {
        boolean masks = clause.action() instanceof ClauseAction.Mask;
        boolean changed =
            !seen.equals(answer(canary.call())) || !upstream.received().equals(sent(canary.call()));
        yield masks && reached && !changed ? "was not masked" : "";
      }
    };
  }

  private static boolean isRefusal(String seen) {
    return seen.contains("\"isError\":true");
  }

  private static String sent(CallSketch call) {
    return new String(CanaryCaller.request(call).body(), StandardCharsets.UTF_8);
  }

  private static boolean names(Decision decision, String clause) {
    return decision.contributions().stream()
        .map(contribution -> contribution.reason().rule())
        .anyMatch(rule -> rule != null && rule.id().equals(clause));
  }
}
