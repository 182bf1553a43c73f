// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import io.holdpoint.model.query.Field;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.FilterRow;
import io.holdpoint.model.query.StepFilterRow;
import io.holdpoint.model.view.StepRow;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/**
 * Steps as documents. Nothing is stored in them but where the step is; everything else only leads
 * to it.
 */
final class StepDocuments {

  static final String AT = "at";
  static final String SEGMENT = "segment";
  static final String ORDINAL = "ordinal";
  static final String TENANT = "tenant";

  private static final List<Field> TEXTS =
      Field.of(Filter.Subject.STEPS).stream()
          .filter(field -> field.type() == Field.Type.TEXT || field.type() == Field.Type.LIST)
          .toList();

  private static final List<Field> NUMBERS =
      Field.of(Filter.Subject.STEPS).stream()
          .filter(field -> field.type() == Field.Type.NUMBER)
          .toList();

  private static final FieldType WORDS = words();

  private StepDocuments() {}

  static Document of(IndexedStep step) {
    StepRow row = step.row();
    StepFilterRow asked = new StepFilterRow(row, value -> value);
    Document document = new Document();
    document.add(new NumericDocValuesField(AT, step.place().at()));
    document.add(new LongPoint(AT, step.place().at()));
    document.add(new NumericDocValuesField(SEGMENT, step.place().segment()));
    document.add(new StringField(SEGMENT, key(step.place().segment()), Store.NO));
    document.add(new NumericDocValuesField(ORDINAL, step.place().ordinal()));
    document.add(new StringField(TENANT, row.session().tenant(), Store.NO));
    for (Field field : TEXTS) {
      for (String text : asked.texts(field)) {
        document.add(new StringField(field.word(), FilterRow.counted(text), Store.NO));
      }
    }
    for (Field field : NUMBERS) {
      document.add(new DoublePoint(field.word(), asked.number(field)));
    }
    document.add(
        new org.apache.lucene.document.Field(
            Field.TEXT.word(), new TermStream(StepFilterRow.words(row)), WORDS));
    row.arguments().values().forEach(print -> print(document, print));
    row.result().values().forEach(print -> print(document, print));
    return document;
  }

  /** The key of a segment as a term; terms have the order of the numbers, which are positive. */
  static BytesRef key(long segment) {
    return new BytesRef(ByteBuffer.allocate(Long.BYTES).putLong(segment).array());
  }

  private static void print(Document document, String print) {
    document.add(new StringField(Field.VALUE.word(), print, Store.NO));
  }

  private static FieldType words() {
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setOmitNorms(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.freeze();
    return type;
  }
}
