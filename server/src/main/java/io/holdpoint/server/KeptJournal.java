// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.gateway.recording.RecordingJournal;
import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.port.Journal;
import io.holdpoint.server.audit.AuditKeeper;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.cli.Version;
import io.holdpoint.server.config.DataLayout;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.data.DataFolder;
import io.holdpoint.server.recording.KeyExpiry;
import java.io.IOException;
import java.time.InstantSource;

/**
 * The journal of a data folder and who keeps it.
 *
 * @param file as it lies on the disk
 * @param journal the same with its payloads open to this process
 * @param recording seals and opens them
 * @param keeper signs it and keeps its files in order, once it was told of all there is
 */
record KeptJournal(
    FileJournal file, Journal journal, SealedRecording recording, AuditKeeper keeper) {

  static KeptJournal open(
      ServerConfig config,
      DataFolder data,
      PayloadDigester digester,
      SealedRecording recording,
      InstantSource clock,
      Closing closing)
      throws IOException {
    FileJournal file =
        closing.add(
            "journal",
            FileJournal.open(data.resolve(DataLayout.JOURNAL), JournalSettings.DEFAULTS));
    AuditKey key =
        AuditKey.open(data.resolve(DataLayout.AUDIT_KEY), data.resolve(DataLayout.AUDIT_PUBLIC));
    AuditKeeper.Home home =
        new AuditKeeper.Home(
            file, id(digester), key, data.resolve(DataLayout.AUDIT_FEEDS), Version.current());
    KeyExpiry expiry = new KeyExpiry(recording, file, config.audit().kept(), clock);
    return new KeptJournal(
        file,
        new RecordingJournal(file, recording),
        recording,
        new AuditKeeper(home, config.audit(), expiry, clock));
  }

  /** Its keys; opened early, since a wrong master key is a mistake to hear of at once. */
  static SealedRecording recording(
      ServerConfig config, DataFolder data, InstantSource clock, Closing closing)
      throws IOException {
    return closing.add(
        "recording",
        SealedRecording.open(
            data.resolve(DataLayout.RECORDING_KEYS), config.gateway().recording(), clock));
  }

  /** Says which data folder this is without giving its key away. */
  static String id(PayloadDigester digester) {
    return digester.digest("\"journal\"").toString();
  }
}
