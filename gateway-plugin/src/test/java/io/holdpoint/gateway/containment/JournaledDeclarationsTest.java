// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournaledDeclarationsTest {

  private static final AgentClaim AGENT = new AgentClaim("support-triage", "2.4.1");

  @TempDir Path temp;

  @Test
  void finds_after_a_restart_what_was_declared_before() {
    DeclaredSession declared;
    try (FileJournal journal = FileJournal.open(temp, JournalSettings.DEFAULTS)) {
      JournaledDeclarations declarations = new JournaledDeclarations(journal, new FakeClock());
      declared = declarations.declare("default", "mira", AGENT, "answer ticket 4711");
      assertThat(declarations.find(declared.handle())).contains(declared);
      assertThat(declared.at()).isEqualTo(Fixtures.NOW);
      assertThat(declared.task()).isEqualTo("answer ticket 4711");
    }
    try (FileJournal journal = FileJournal.open(temp, JournalSettings.DEFAULTS)) {
      JournaledDeclarations declarations = new JournaledDeclarations(journal, new FakeClock());
      assertThat(declarations.find(declared.handle())).contains(declared);
      assertThat(declarations.find(declared.handle() + "x")).isEmpty();
    }
  }

  @Test
  void gives_handles_nobody_can_guess() {
    JournaledDeclarations declarations =
        new JournaledDeclarations(new InMemoryJournal(), new FakeClock());
    Set<String> handles = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      handles.add(declarations.declare("default", "mira", AGENT, "").handle());
    }
    assertThat(handles).hasSize(200).allMatch(JournaledDeclarationsTest::isLong);
  }

  @Test
  void returns_only_once_the_declaration_is_durable() {
    SlowJournal journal = new SlowJournal();
    JournaledDeclarations declarations = new JournaledDeclarations(journal, new FakeClock());
    CompletableFuture<DeclaredSession> declaring =
        CompletableFuture.supplyAsync(() -> declarations.declare("default", "mira", AGENT, ""));
    await().until(() -> journal.appends.size() == 1);
    assertThat(declaring).isNotDone();
    journal.appends.getFirst().complete(null);
    await().until(declaring::isDone);
    assertThat(declarations.find(declaring.join().handle())).isPresent();
  }

  private static boolean isLong(String handle) {
    return Base64.getUrlDecoder().decode(handle.substring("hp-".length())).length * 8 >= 128;
  }

  @Test
  void declares_nothing_that_is_not_durable() {
    SlowJournal journal = new SlowJournal();
    JournaledDeclarations declarations = new JournaledDeclarations(journal, new FakeClock());
    journal.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> declarations.declare("default", "mira", AGENT, ""))
        .withMessage("journal: closed");
  }
}
