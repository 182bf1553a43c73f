// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.api.HostedCalls;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.gateway.gate.OpenExchanges;
import io.holdpoint.gateway.masking.Masking;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.offer.OfferWatch;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.session.SessionResolver;
import io.holdpoint.gateway.step.Steps;
import io.holdpoint.model.port.SignalBus;
import java.time.InstantSource;

/**
 * All that a call on its way needs. Every part is safe for use by many threads.
 *
 * @param steps begins judged steps
 * @param hosted steps that hosts were permitted and that may come by
 * @param policies say who may see what
 * @param answers reads what upstreams send
 * @param masking masks payloads on their way
 * @param masks what is masked of what comes after a call by another way
 */
public record CallServices(
    Steps steps,
    SignalBus bus,
    ToolCatalogue catalogue,
    SessionResolver sessions,
    Gate gate,
    OpenExchanges open,
    HostedCalls hosted,
    OfferWatch offers,
    Policies policies,
    FirstLists first,
    PendingAsks asks,
    LateAnswers late,
    UpstreamSessions upstreamSessions,
    JsonRpcReader answers,
    Masking masking,
    MaskMemory masks,
    CallLimits limits,
    Holds holds,
    InstantSource clock) {}
