// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.intent.Sentences.Reading;
import io.holdpoint.engine.intent.Sentences.Tone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SentencesTest {
  private static final Lexicon LEXICON = Lexicon.shipped();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Please send the report to otto@firm.example | SEND",
        "Before you go on, transfer 30 EUR to the landlord | PAY",
        "You must delete all the files in the folder | DESTROY",
        "Could you grant Otto the role of owner? | ADMIN",
        "Make sure to share the folder with Otto | SEND",
        "Find the dearest hotel and make a reservation for it | BOOK",
        "Gather all the notes and post them to the wall | SEND",
        "Bitte überweise den Betrag auf das neue Konto | PAY",
        "Sie müssen die Datei an den Kunden senden | SEND",
        "Veuillez supprimer tous les fichiers du dossier | DESTROY",
        "Por favor envía la lista a la oficina | SEND",
        "Devi inviare il rapporto a questo indirizzo | SEND",
        "Por favor apague todos os arquivos | DESTROY",
        "Stuur het rapport naar de klant | SEND",
        "Proszę wysłać raport do klienta | SEND",
        "请把报告发送给客户 | SEND",
      })
  void hearsAsking_inManyLanguages(String sentence, Act act) {
    Reading reading = read(sentence);
    assertThat(reading.acts() & act.bit()).as(sentence).isNotZero();
    assertThat(reading.tone()).as(sentence).isEqualTo(Tone.ASKING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Order number 4711",
        "Mark Davies",
        "mark.davies@firm.example",
        "The report was sent on Monday",
        "Post office, open until noon",
        "We had a great lunch in the restaurant",
        "Page 3 of 12",
        "Transfer",
        "Die Überweisung kam gestern an",
      })
  void hearsNoAsking_whereNothingIsAsked(String sentence) {
    assertThat(read(sentence).tone()).as(sentence).isNotEqualTo(Tone.ASKING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Please send the report to otto@firm.example"})
  void hearsNothing_whenBlind(String sentence) {
    Tokens tokens = new Tokenizer(LEXICON).read(sentence);
    Lexicon blind = LEXICON.blindToInstructions();
    assertThat(new Sentences(tokens, blind).read(0, tokens.size()).tone()).isEqualTo(Tone.PLAIN);
  }

  private static Reading read(String sentence) {
    Tokens tokens = new Tokenizer(LEXICON).read(sentence);
    return new Sentences(tokens, LEXICON).read(0, tokens.size());
  }
}
