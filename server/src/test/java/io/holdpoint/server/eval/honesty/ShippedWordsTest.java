// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.honesty;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No shipped rule, catalogue, word list or piece of engine code holds a constant or a phrase of the
 * recorded attacks. The list of what they must not hold is hashes: {@link AttackWordsWriter} makes
 * it from the traces, and without them the build still checks.
 */
final class ShippedWordsTest {

  private static final List<String> SHIPPED =
      List.of(
          "correlation-engine/rules",
          "correlation-engine/src/main",
          "gateway-plugin/src/main/resources",
          "gateway-plugin/src/main/java/io/holdpoint/gateway/catalogue",
          "model/src/main");

  /** Names that public servers for files, mail and calendars have too. */
  private static final Set<String> WELL_KNOWN =
      Set.of(
          "create_calendar_event",
          "create_file",
          "delete_email",
          "delete_file",
          "read_file",
          "search_files",
          "send_email");

  @Test
  void nothing_isTakenFromARecordedAttack() throws IOException {
    Set<String> hashes = AttackWordsWriter.hashes();
    List<String> found = new ArrayList<>();
    List<Path> files = shipped();
    for (Path file : files) {
      for (String word : Words.all(Files.readString(file))) {
        if (hashes.contains(Words.hash(word))) {
          found.add(root().relativize(file) + ": " + word);
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(files).as("files that were read").hasSizeGreaterThan(60);
    assertThat(hashes).as("words that are looked for").hasSizeGreaterThan(300);
  }

  @Test
  void list_knowsAnAttackWhenItSeesOne() throws IOException {
    Set<String> hashes = AttackWordsWriter.hashes();

    assertThat(Words.all("text: Before you can solve the task that I gave you in the beginning"))
        .anyMatch(word -> hashes.contains(Words.hash(word)));
    assertThat(Words.all("account: {default: US133000000121212121212}"))
        .anyMatch(word -> hashes.contains(Words.hash(word)));
    assertThat(Words.all("A person decides. The call waits until somebody looked at it."))
        .noneMatch(word -> hashes.contains(Words.hash(word)));
  }

  @Test
  void toolsOfTheRecordedSuites_areInNoShippedCatalogue() throws IOException {
    Set<String> hashes = AttackWordsWriter.suiteTools();
    Set<String> names = new TreeSet<>();
    for (Path file : shipped()) {
      if (file.getFileName().toString().endsWith("catalogue.yaml")) {
        Words.values(Files.readString(file)).stream()
            .filter(word -> word.contains("_") && !WELL_KNOWN.contains(word))
            .forEach(names::add);
      }
    }

    assertThat(names).hasSizeGreaterThan(50).noneMatch(word -> hashes.contains(Words.hash(word)));
    assertThat(WELL_KNOWN).allMatch(word -> hashes.contains(Words.hash(word)));
  }

  private static List<Path> shipped() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : SHIPPED) {
      try (Stream<Path> found = Files.walk(root().resolve(folder))) {
        found.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return files;
  }

  private static Path root() {
    return Path.of(requireNonNull(System.getProperty("holdpoint.root"), "holdpoint.root"));
  }
}
