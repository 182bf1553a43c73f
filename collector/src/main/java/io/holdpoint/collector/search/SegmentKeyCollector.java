// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Gathers the segments of what is found, each once. */
final class SegmentKeyCollector extends SimpleCollector {

  /** One for each thread that searches, put together at the end. */
  static CollectorManager<SegmentKeyCollector, Set<Long>> manager() {
    return new CollectorManager<>() {
      @Override
      public SegmentKeyCollector newCollector() {
        return new SegmentKeyCollector();
      }

      @Override
      public Set<Long> reduce(Collection<SegmentKeyCollector> collectors) {
        Set<Long> keys = new HashSet<>();
        collectors.forEach(collector -> keys.addAll(collector.keys));
        return keys;
      }
    };
  }

  private final Set<Long> keys = new HashSet<>();
  private @Nullable NumericDocValues segments;
  private long last = -1;

  private SegmentKeyCollector() {}

  @Override
  protected void doSetNextReader(LeafReaderContext context) throws IOException {
    segments = DocValues.getNumeric(context.reader(), StepDocuments.SEGMENT);
  }

  @Override
  public void collect(int doc) throws IOException {
    NumericDocValues values = segments;
    if (values != null && values.advanceExact(doc)) {
      long key = values.longValue();
      if (key != last) {
        keys.add(key);
        last = key;
      }
    }
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }
}
