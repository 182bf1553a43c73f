// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.port.SessionDeclarations;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Declared sessions that stand in a journal. {@link #declare} waits for the disk: not for event
 * loops. {@link #find} is a look-up in memory.
 */
public final class JournaledDeclarations implements SessionDeclarations {

  private static final int HANDLE_BYTES = 24;

  private final Journal journal;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, DeclaredSession> byHandle = new ConcurrentHashMap<>();

  /** Reads all declarations from {@code journal}, which must stay open. */
  public JournaledDeclarations(Journal journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
    journal.replay(
        entry -> {
          if (entry instanceof JournalRecord.Declared declared) {
            remember(declared.declared());
          }
        });
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the journal takes nothing more
   */
  @Override
  public DeclaredSession declare(SessionDeclaration declaration) {
    DeclaredSession declared = new DeclaredSession(newHandle(), declaration, clock.instant());
    try {
      journal
          .append(Journal.Durability.DISK, List.of(new JournalRecord.Declared(declared)))
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("session declaration: cannot be made durable", e.getCause());
    }
    remember(declared);
    return declared;
  }

  @Override
  public Optional<DeclaredSession> find(String handle) {
    return Optional.ofNullable(byHandle.get(handle));
  }

  private void remember(DeclaredSession declared) {
    byHandle.put(declared.handle(), declared);
  }

  private String newHandle() {
    byte[] bytes = new byte[HANDLE_BYTES];
    random.nextBytes(bytes);
    return "hp-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
