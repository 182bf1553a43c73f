// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of payloads.
 *
 * @param payloads in which form
 * @param master wraps the keys of sessions; there if payloads are encrypted, and maybe if they are
 *     sealed
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
    /** Masked views under a key of the session. */
    SEALED,
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

  /** True if payloads are kept under keys of their sessions, so that these can be destroyed. */
  public boolean seals() {
    return payloads != Payloads.MASKED;
  }

  /** True if what was said in the clear is kept too. */
  public boolean keepsClear() {
    return payloads == Payloads.ENCRYPTED;
  }

  /** True if the gateway's own key has to wrap those of sessions. */
  public boolean needsOwnMaster() {
    return seals() && master.isEmpty();
  }

  /** The same with a key of the gateway's own, for what no other key is given for. */
  public RecordingSettings withOwnMaster(MasterKey own) {
    List<MasterKey> others = new ArrayList<>(former);
    if (!needsOwnMaster()) {
      others.add(own);
    }
    return new RecordingSettings(payloads, needsOwnMaster() ? Optional.of(own) : master, others);
  }
}
