// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.approval.HoldSecret;
import io.holdpoint.gateway.bypass.BypassClock;
import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.credential.SealedTokenVault;
import io.holdpoint.gateway.credential.TokenVault;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.policy.PolicyReader;
import io.holdpoint.gateway.policy.PolicySettings;
import io.holdpoint.gateway.policy.PolicyWatch;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.gateway.recording.MasterKey;
import io.holdpoint.gateway.recording.RecordingSettings;
import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.gateway.registry.LiveRegistry;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.port.Journal;
import io.holdpoint.server.audit.AuditKeeper;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.cli.Version;
import io.holdpoint.server.config.DataLayout;
import io.holdpoint.server.config.PolicyFiles;
import io.holdpoint.server.config.RegistryFiles;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.data.DataFolder;
import io.holdpoint.server.recording.KeyExpiry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;

/**
 * What every kind of process stands on: the data folder with its secrets, the journal and who keeps
 * its files, the policies in force.
 */
final class Foundation {

  private static final int KEY_BYTES = 32;

  private final ServerConfig config;
  private final InstantSource clock;
  private final Closing closing;
  private final LiveRegistry registry;

  Foundation(ServerConfig config, InstantSource clock, Closing closing) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.closing = requireNonNull(closing, "closing");
    this.registry =
        LiveRegistry.open(
            new RegistryFiles(
                config.gateway().policy().registry(), config.gateway().holds().owners()));
  }

  /** Who the agents belong to, as its files say now. */
  LiveRegistry registry() {
    return registry;
  }

  /** The data folder, locked by this process. */
  DataFolder data() throws IOException {
    return closing.add("data folder", DataFolder.open(config.dataDir()));
  }

  /** Signs the journal and keeps its files in order, once it was told of all there is. */
  AuditKeeper keeper(
      DataFolder data, FileJournal journal, PayloadDigester digester, SealedRecording recording)
      throws IOException {
    AuditKey key =
        AuditKey.open(data.resolve(DataLayout.AUDIT_KEY), data.resolve(DataLayout.AUDIT_PUBLIC));
    AuditKeeper.Home home =
        new AuditKeeper.Home(
            journal,
            journalId(digester),
            key,
            data.resolve(DataLayout.AUDIT_FEEDS),
            Version.current());
    KeyExpiry expiry = new KeyExpiry(recording, journal, config.audit().kept(), clock);
    return new AuditKeeper(home, config.audit(), expiry, clock);
  }

  /** Keys of recordings; opened early, since a wrong master key is best heard of at once. */
  SealedRecording recording(DataFolder data) throws IOException {
    RecordingSettings settings = config.gateway().recording();
    if (settings.needsOwnMaster() || Files.exists(data.resolve(DataLayout.RECORDING_MASTER))) {
      byte[] own = data.secret(DataLayout.RECORDING_MASTER, KEY_BYTES);
      settings = settings.withOwnMaster(MasterKey.of(own));
    }
    return SealedRecording.open(data.resolve(DataLayout.RECORDING_KEYS), settings, clock);
  }

  /** What the organisation says of single steps, as its files say now. */
  Policies policies(Journal journal, ToolCatalogue catalogue) {
    PolicySettings settings = config.gateway().policy();
    Policies policies =
        Policies.open(
            new PolicyFiles(settings),
            new PolicyReader(new PolicyLanguage()),
            journal,
            catalogue,
            registry,
            clock);
    closing.add("policy watch", new PolicyWatch(policies, settings.reload()));
    return policies;
  }

  /** Where the glass is broken. */
  JournaledBypass bypass(Journal journal) {
    JournaledBypass bypass = new JournaledBypass(journal, clock);
    closing.add("bypass clock", new BypassClock(bypass));
    return bypass;
  }

  /** What pending references of held calls are signed with. */
  static HoldSecret holdSecret(DataFolder data) {
    return new HoldSecret(data.secret(DataLayout.HOLD_SECRET, KEY_BYTES));
  }

  /** Where refresh tokens towards upstreams are kept. */
  static TokenVault tokenVault(DataFolder data) {
    return new SealedTokenVault(
        data.resolve(DataLayout.UPSTREAM_TOKENS),
        data.secret(DataLayout.UPSTREAM_TOKENS_KEY, KEY_BYTES));
  }

  /** The journal of this data folder. */
  FileJournal journal(DataFolder data) {
    return FileJournal.open(data.resolve(DataLayout.JOURNAL), JournalSettings.DEFAULTS);
  }

  /** Digests payloads under the key of this data folder. */
  PayloadDigester digester(DataFolder data) {
    return new PayloadDigester(
        data.secret(DataLayout.digestKey(config.control().tenant()), KEY_BYTES));
  }

  /** Says which data folder this is without giving its key away. */
  static String journalId(PayloadDigester digester) {
    return digester.digest("\"journal\"").toString();
  }
}
