// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

/** What lies where in the data folder. */
public final class DataLayout {

  /** The journal: the only copy that counts. */
  public static final String JOURNAL = "journal";

  /** Telemetry as it came in. */
  public static final String TELEMETRY_LOG = "telemetry";

  /** The projection people read. */
  public static final String STORE = "store";

  /** Copies of the projection. */
  public static final String BACKUPS = "backups";

  /** What the engine was told, sealed. */
  public static final String ENGINE_INPUT = "engine-input";

  /** What it is sealed with. */
  public static final String ENGINE_INPUT_KEY = "engine-input.key";

  /** Rules compiled earlier; may be deleted at any time. */
  public static final String COMPILED_RULES = "compiled-rules";

  /** What the keys of held calls are made of. */
  public static final String HOLD_SECRET = "holds.key";

  /** Refresh tokens towards upstreams, sealed. */
  public static final String UPSTREAM_TOKENS = "upstream-tokens";

  /** What they are sealed with. */
  public static final String UPSTREAM_TOKENS_KEY = "upstream-tokens.key";

  /** What signs the journal; for its owner only. */
  public static final String AUDIT_KEY = "audit.key";

  /** What its signatures are checked with; for everybody. */
  public static final String AUDIT_PUBLIC = "audit.pub";

  /** Keys of sessions whose payloads are sealed, wrapped by a master key kept elsewhere. */
  public static final String RECORDING_KEYS = "recording.keys";

  /** What wraps them where no other key is given. */
  public static final String RECORDING_MASTER = "recording-master.key";

  /** How far feeds of the journal have come. */
  public static final String AUDIT_FEEDS = "audit-feeds";

  /** Alerts that wait to be sent, and silences. */
  public static final String ALERTS = "alerts";

  /** Keys of the control channel and the gateways enrolled for it. */
  public static final String ENFORCEMENT = "enforcement";

  /** What remote gateways show to the collector. */
  public static final String TELEMETRY_TOKEN = "gateway.token";

  /** At a remote gateway: which journal the signals that stand there come from. */
  public static final String ENGINE_JOURNAL = "engine-journal";

  /** The key of a tenant's payload digests. */
  public static String digestKey(String tenant) {
    return "digest-" + tenant.replaceAll("[^A-Za-z0-9_-]", "_") + ".key";
  }

  private DataLayout() {}
}
