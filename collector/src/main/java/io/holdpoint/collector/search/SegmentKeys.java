// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import java.io.IOException;
import java.util.Collection;
import java.util.function.LongConsumer;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Hands over the segments of the groups that are found. For one thread. */
final class SegmentKeys extends SimpleCollector {

  private final LongConsumer each;
  private @Nullable NumericDocValues segments;
  private long last = -1;

  private SegmentKeys(LongConsumer each) {
    this.each = each;
  }

  /** The searcher has no threads of its own, so that groups are handed over one by one. */
  static CollectorManager<SegmentKeys, Integer> to(LongConsumer each) {
    return new CollectorManager<>() {
      @Override
      public SegmentKeys newCollector() {
        return new SegmentKeys(each);
      }

      @Override
      public Integer reduce(Collection<SegmentKeys> collectors) {
        return collectors.size();
      }
    };
  }

  @Override
  protected void doSetNextReader(LeafReaderContext context) throws IOException {
    segments = DocValues.getNumeric(context.reader(), GroupDocument.SEGMENT);
  }

  @Override
  public void collect(int doc) throws IOException {
    NumericDocValues values = segments;
    if (values != null && values.advanceExact(doc)) {
      long key = values.longValue();
      if (key != last) {
        each.accept(key);
        last = key;
      }
    }
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }
}
