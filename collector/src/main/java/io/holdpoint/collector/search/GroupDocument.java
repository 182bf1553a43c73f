// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import io.holdpoint.model.query.Field;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.FilterRow;
import io.holdpoint.model.query.StepFilterRow;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.StepRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/**
 * Some steps of one segment as one document. Terms are those of any of the steps, numbers and times
 * have the least and the greatest; so a document tells that a step may be among its steps, and for
 * fields that are the same in all of them that each of them is. Whoever asks looks at the steps.
 * For one thread: what it is made with is used again.
 */
final class GroupDocument {

  /** More steps than that make another document. */
  static final int MOST = 64;

  static final String SEGMENT = "segment";
  static final String STEPS = "steps";
  static final String FIRST = "first";
  static final String LAST = "last";
  static final String TENANT = "tenant";

  /** Names of fields in which the steps differ. */
  static final String MIXED = "mixed";

  private static final int KEPT_TERMS = 4096;

  private static final List<Field> NAMES =
      Field.of(Filter.Subject.STEPS).stream()
          .filter(field -> field.type() == Field.Type.TEXT || field.type() == Field.Type.LIST)
          .toList();

  private static final List<Field> NUMBERS =
      Field.of(Filter.Subject.STEPS).stream()
          .filter(field -> field.type() == Field.Type.NUMBER)
          .toList();

  private static final FieldType WORDS = words();

  private final Map<String, BytesRef> terms = new HashMap<>();
  private final WordStream words = new WordStream();
  private final Set<String> texts = new LinkedHashSet<>();
  private final PlaceBytes places = new PlaceBytes();

  /**
   * The document of a group.
   *
   * @param steps one at least; valid until the next call
   */
  List<IndexableField> of(long segment, List<IndexedStep> steps) {
    List<IndexableField> document = new ArrayList<>(40);
    List<StepFilterRow> asked = new ArrayList<>(steps.size());
    steps.forEach(step -> asked.add(new StepFilterRow(step.row(), value -> value)));
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (IndexedStep step : steps) {
      first = Math.min(first, step.at());
      last = Math.max(last, step.at());
    }
    document.add(NumericDocValuesField.indexedField(LAST, last));
    document.add(new NumericDocValuesField(FIRST, first));
    document.add(new NumericDocValuesField(SEGMENT, segment));
    document.add(new StringField(SEGMENT, key(segment), Store.NO));
    document.add(new BinaryDocValuesField(STEPS, places.of(last, steps)));
    document.add(new StringField(TENANT, steps.getFirst().row().session().tenant(), Store.NO));
    NAMES.forEach(field -> names(field, steps, asked, document));
    NUMBERS.forEach(field -> numbers(field, asked, document));
    for (IndexedStep step : steps) {
      prints(step.row().arguments().values(), document);
      prints(step.row().result().values(), document);
    }
    document.add(text(steps));
    return document;
  }

  /** The key of a segment as a term; terms have the order of the numbers, which are positive. */
  static BytesRef key(long segment) {
    return new BytesRef(ByteBuffer.allocate(Long.BYTES).putLong(segment).array());
  }

  /** The name of a field's least value. */
  static String least(Field field) {
    return field.word() + ".min";
  }

  /** The name of a field's greatest value. */
  static String greatest(Field field) {
    return field.word() + ".max";
  }

  /** A number as one that is compared bit by bit. */
  static long number(double value) {
    return NumericUtils.doubleToSortableLong(value);
  }

  private void names(
      Field field,
      List<IndexedStep> steps,
      List<StepFilterRow> asked,
      List<IndexableField> document) {
    boolean mixed = false;
    List<String> known = asked.getFirst().texts(field);
    Set<String> all = null;
    for (int i = 1; i < steps.size(); i++) {
      if (!isSame(field, steps.get(i - 1).row(), steps.get(i).row())) {
        mixed = true;
        all = all == null ? new LinkedHashSet<>(known) : all;
        all.addAll(asked.get(i).texts(field));
      }
    }
    for (String name : all == null ? known : all) {
      document.add(new StringField(field.word(), term(name), Store.NO));
    }
    if (mixed) {
      document.add(new StringField(MIXED, field.word(), Store.NO));
    }
  }

  private static void numbers(
      Field field, List<StepFilterRow> asked, List<IndexableField> document) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (StepFilterRow row : asked) {
      long value = number(row.number(field));
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    document.add(new NumericDocValuesField(least(field), least));
    document.add(new NumericDocValuesField(greatest(field), greatest));
  }

  private static void prints(List<String> prints, List<IndexableField> document) {
    for (String print : prints) {
      document.add(new StringField(Field.VALUE.word(), print, Store.NO));
    }
  }

  /** Texts that come again, as names and reasons do, are read once. */
  private IndexableField text(List<IndexedStep> steps) {
    texts.clear();
    for (IndexedStep step : steps) {
      StepRow row = step.row();
      texts.add(row.session().agentName());
      texts.add(row.session().principal());
      texts.add(row.upstream());
      texts.add(row.name());
      for (Reason reason : row.reasons()) {
        texts.add(reason.text());
      }
      for (Payload payload : List.of(row.arguments(), row.result())) {
        if (!payload.isSealed()) {
          texts.add(payload.masked());
        }
      }
    }
    return new org.apache.lucene.document.Field(
        Field.TEXT.word(), words.of(new ArrayList<>(texts)), WORDS);
  }

  /** Names come again from group to group. */
  private BytesRef term(String name) {
    BytesRef known = terms.get(name);
    if (known == null) {
      if (terms.size() >= KEPT_TERMS) {
        terms.clear();
      }
      known = new BytesRef(FilterRow.counted(name));
      terms.put(name, known);
    }
    return known;
  }

  private static boolean isSame(Field field, StepRow a, StepRow b) {
    return switch (field) {
      case AGENT -> a.session().agentName().equals(b.session().agentName());
      case VERSION -> a.session().agentVersion().equals(b.session().agentVersion());
      case PRINCIPAL -> a.session().principal().equals(b.session().principal());
      case ENV -> a.session().environment().equals(b.session().environment());
      case SESSION -> a.session().id().equals(b.session().id());
      case EFFECT -> a.effects().equals(b.effects());
      case LABEL -> a.labels().equals(b.labels());
      case TOOL -> a.name().equals(b.name()) && a.upstream().equals(b.upstream());
      case SERVER -> a.upstream().equals(b.upstream());
      case KIND -> a.kind() == b.kind();
      case VERDICT -> a.verdict().equals(b.verdict());
      case OUTCOME -> a.outcome().equals(b.outcome());
      case RULE -> a.reasons().equals(b.reasons());
      case GRADE -> a.grade() == b.grade();
      case MODEL -> a.detail().model().equals(b.detail().model());
      default -> false; // some other field: taken to differ, which finds no less
    };
  }

  private static FieldType words() {
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setOmitNorms(true);
    type.setIndexOptions(IndexOptions.DOCS);
    type.freeze();
    return type;
  }
}
