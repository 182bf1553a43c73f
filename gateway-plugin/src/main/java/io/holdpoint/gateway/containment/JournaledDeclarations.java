// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.port.SessionDeclarations;
import io.holdpoint.model.port.Subscription;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Declared sessions that stand in a journal. {@link #declare} waits for the disk: not for event
 * loops. {@link #find} is a look-up in memory.
 */
public final class JournaledDeclarations implements SessionDeclarations {

  private static final Logger LOG = LoggerFactory.getLogger(JournaledDeclarations.class);
  private static final int HANDLE_BYTES = 24;

  private final Journal journal;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, DeclaredSession> byHandle = new ConcurrentHashMap<>();
  private final ReentrantLock telling = new ReentrantLock();
  private final List<Consumer<DeclaredSession>> listeners = new ArrayList<>();

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

  /**
   * Tells of all that still attest something, and of every one to come. The listener must neither
   * block nor declare.
   */
  public Subscription subscribe(Consumer<DeclaredSession> listener) {
    telling.lock();
    try {
      byHandle.values().stream()
          .filter(declared -> !declared.isExpired(clock.instant()))
          .forEach(listener);
      listeners.add(listener);
    } finally {
      telling.unlock();
    }
    return () -> {
      telling.lock();
      try {
        listeners.remove(listener);
      } finally {
        telling.unlock();
      }
    };
  }

  /** One that was declared at another process. It counts at once, and is kept for a restart. */
  public void learn(DeclaredSession declared) {
    if (byHandle.putIfAbsent(declared.handle(), declared) == null) {
      journal
          .append(Journal.Durability.PROCESS, List.of(new JournalRecord.Declared(declared)))
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  LOG.error("a declared session is known, but not on the disk", failure);
                }
              });
    }
  }

  private void remember(DeclaredSession declared) {
    telling.lock();
    try {
      byHandle.put(declared.handle(), declared);
      listeners.forEach(listener -> listener.accept(declared));
    } finally {
      telling.unlock();
    }
  }

  private String newHandle() {
    byte[] bytes = new byte[HANDLE_BYTES];
    random.nextBytes(bytes);
    return "hp-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
