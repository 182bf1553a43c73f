// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.intent.Lexicon;
import io.holdpoint.engine.intent.Tokenizer;
import io.holdpoint.engine.intent.ToolWords;
import org.junit.jupiter.api.Test;

final class StatedTaskTest {
  private final Lexicon lexicon = Lexicon.shipped();
  private final Tokenizer tokenizer = new Tokenizer(lexicon);

  @Test
  void kind_isTheTaskWithoutItsNamesAndNumbers() {
    String kind = task("Please triage ticket 4711 of Dora and write a summary").kind();
    assertThat(kind).isNotEmpty();
    assertThat(task("Please triage ticket 17 of Emil and write a summary").kind()).isEqualTo(kind);
    assertThat(task("Please pay invoice 4711 of Dora").kind()).isNotEqualTo(kind);
    assertThat(task("  ")).isSameAs(StatedTask.NONE);
    assertThat(task("4711 17").kind()).isEmpty();
  }

  @Test
  void asks_forWhatItSpeaksOf() {
    StatedTask task = task("Triage the tickets about the printer");
    assertThat(asks(task, "get_ticket", "{\"id\":7}")).isEqualTo(Asked.YES);
    assertThat(asks(task, "search", "{\"q\":\"printer\"}")).isEqualTo(Asked.YES);
    assertThat(asks(task, "send_money", "{\"iban\":\"DE11\",\"amount\":5}")).isEqualTo(Asked.NO);
    assertThat(asks(StatedTask.NONE, "send_money", "{}")).isEqualTo(Asked.UNKNOWN);
  }

  private StatedTask task(String text) {
    return StatedTask.of(text, tokenizer);
  }

  private Asked asks(StatedTask task, String tool, String arguments) {
    return task.asks(ToolWords.of(tool, lexicon), arguments, tokenizer);
  }
}
