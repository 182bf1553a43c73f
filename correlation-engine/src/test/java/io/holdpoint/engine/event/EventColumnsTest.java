// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.schema.EventPage;
import io.holdpoint.engine.rules.schema.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The columns are public API of rule authors: docs/events.md is made from the Javadoc of the events
 * and names each column and no other. {@code -Dholdpoint.write-docs=true} writes it.
 */
final class EventColumnsTest {
  private static final Path PAGE = Path.of("../docs/events.md");

  @Test
  void page_isWhatTheCodeSays() throws IOException {
    String page = new EventPageWriter(Path.of("src/main/java/io/holdpoint/engine/event")).page();
    Files.writeString(Path.of("target/events.md"), page);
    if (Boolean.getBoolean("holdpoint.write-docs")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("copy correlation-engine/target/events.md to docs/events.md")
        .isEqualTo(page);
    assertThat(EventPage.text()).isEqualTo(page);
  }

  @Test
  void page_namesEveryColumnWithItsType() {
    List<String> told =
        EventPage.columns().stream().map(c -> c.event() + "." + c.name() + " " + c.type()).toList();
    List<String> real =
        List.of(EventType.values()).stream()
            .flatMap(
                event ->
                    event.columns().entrySet().stream()
                        .map(
                            c ->
                                event.eventName()
                                    + "."
                                    + c.getKey()
                                    + " "
                                    + EventPageWriter.typeName(c.getValue())))
            .toList();
    assertThat(told).containsExactlyInAnyOrderElementsOf(real);
    assertThat(EventPage.columns()).allMatch(c -> c.meaning().length() > 8);
  }
}
