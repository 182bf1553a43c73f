// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a step tells of its session. Steps known from telemetry alone have no floor.
 *
 * @param id the session
 * @param root the root of its tree
 * @param tenant the tenant
 * @param environment for example {@code prod}
 * @param floor the floor, or null if no enforcement point saw the session
 * @param kind exclusive or shared, or null if no enforcement point saw the session
 * @param principal the authenticated subject, empty if not known
 * @param agentName the claimed name, empty if none
 * @param agentVersion the claimed version, empty if none
 * @param task what the session was declared to do, empty if it was not declared
 * @param keySource where the session key came from, in lower case, empty if not known
 * @param startedAt when the session began
 * @param risk after this step, 0 to 100
 * @param ended true if this step says that the session is over
 */
public record SessionFacts(
    SessionId id,
    SessionId root,
    String tenant,
    String environment,
    @Nullable FloorId floor,
    @Nullable PrincipalKind kind,
    String principal,
    String agentName,
    String agentVersion,
    String task,
    String keySource,
    Instant startedAt,
    int risk,
    boolean ended) {

  public SessionFacts {
    requireNonNull(id, "id");
    requireNonNull(root, "root");
    requireNonNull(tenant, "tenant");
    requireNonNull(environment, "environment");
    requireNonNull(principal, "principal");
    requireNonNull(agentName, "agentName");
    requireNonNull(agentVersion, "agentVersion");
    requireNonNull(task, "task");
    requireNonNull(keySource, "keySource");
    requireNonNull(startedAt, "startedAt");
  }
}
