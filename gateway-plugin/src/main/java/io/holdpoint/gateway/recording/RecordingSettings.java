// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of payloads.
 *
 * @param payloads in which form
 * @param master wraps the keys of sessions; there if payloads are encrypted
 * @param former open what was wrapped with them before
 */
public record RecordingSettings(
    Payloads payloads, Optional<MasterKey> master, List<MasterKey> former) {

  /** Masked views, as they are. */
  public static final RecordingSettings MASKED =
      new RecordingSettings(Payloads.MASKED, Optional.empty(), List.of());

  public RecordingSettings {
    requireNonNull(payloads, "payloads");
    requireNonNull(master, "master");
    former = List.copyOf(former);
  }

  /** In which form payloads are kept. */
  public enum Payloads {
    /** Masked views, readable by whoever can read the data folder. */
    MASKED,
    /** Masked views and what was said in the clear, under a key of the session. */
    ENCRYPTED
  }

  /** Reads the section {@code recording}; problems go to the reader's list. */
  public static RecordingSettings read(DocumentReader section) {
    Payloads payloads = section.choice("payloads", Payloads.class, Payloads.MASKED);
    Optional<MasterKey> master =
        section.has("master-key")
            ? MasterKeySection.read(section.section("master-key"))
            : Optional.empty();
    List<MasterKey> former =
        section.sections("former-keys", MasterKeySection::read).stream()
            .flatMap(Optional::stream)
            .toList();
    if (payloads == Payloads.ENCRYPTED && !section.has("master-key")) {
      section.problem("master-key", "got none (expected: one, since payloads are encrypted)");
    }
    section.finish();
    return new RecordingSettings(payloads, master, former);
  }

  /** True if payloads are kept under keys of their sessions. */
  public boolean encrypts() {
    return payloads == Payloads.ENCRYPTED;
  }
}
