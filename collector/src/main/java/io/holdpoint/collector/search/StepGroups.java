// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import io.holdpoint.collector.search.IndexedStep.Place;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.jspecify.annotations.Nullable;

/**
 * Groups of steps that may be asked for, those first whose last step is the newest. Found a few at
 * a time. For one thread; has to be closed.
 */
public final class StepGroups implements AutoCloseable {

  private static final int MOST_AT_ONCE = 2048;

  private static final Sort NEWEST_FIRST =
      new Sort(new SortField(GroupDocument.LAST, SortField.Type.LONG, true));

  private final SearcherManager searchers;
  private final IndexSearcher searcher;
  private final Query query;
  private final Deque<FieldDoc> found = new ArrayDeque<>();
  private @Nullable FieldDoc behind;
  private int size;
  private boolean isAll;

  /**
   * @param searcher given back to {@code searchers} at the end
   * @param size how many groups to find at first
   */
  StepGroups(SearcherManager searchers, IndexSearcher searcher, Query query, int size) {
    this.searchers = searchers;
    this.searcher = searcher;
    this.query = query;
    this.size = size;
  }

  /**
   * When the last step of the next group began, nanoseconds since the epoch; null if there are no
   * more groups.
   */
  public @Nullable Long nextLastAt() throws IOException {
    if (found.isEmpty() && !isAll) {
      find();
    }
    FieldDoc next = found.peek();
    return next == null ? null : (Long) next.fields[0];
  }

  /** Hands over where the steps of the next group are stored. */
  public void next(Consumer<Place> each) throws IOException {
    if (nextLastAt() == null) {
      throw new IllegalStateException("groups: got no more (expected: one)");
    }
    FieldDoc group = found.remove();
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(group.doc, leaves));
    int doc = group.doc - leaf.docBase;
    NumericDocValues segment = DocValues.getNumeric(leaf.reader(), GroupDocument.SEGMENT);
    BinaryDocValues steps = DocValues.getBinary(leaf.reader(), GroupDocument.STEPS);
    if (segment.advanceExact(doc) && steps.advanceExact(doc)) {
      PlaceBytes.read(segment.longValue(), (Long) group.fields[0], steps.binaryValue(), each);
    }
  }

  @Override
  public void close() throws IOException {
    searchers.release(searcher);
  }

  private void find() throws IOException {
    ScoreDoc[] docs =
        searcher.search(query, new TopFieldCollectorManager(NEWEST_FIRST, size, behind, 1))
            .scoreDocs;
    for (ScoreDoc doc : docs) {
      behind = (FieldDoc) doc;
      found.add(behind);
    }
    isAll = docs.length < size;
    size = Math.min(2 * size, MOST_AT_ONCE);
  }
}
