// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import io.holdpoint.collector.search.IndexedStep.Place;
import io.holdpoint.model.query.Filter;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Finds steps. What was added is found at once and is on the disk after {@link #commit}. Safe for
 * use by many threads.
 */
public final class StepIndex implements AutoCloseable {

  private static final double BUFFER_MB = 8;
  private static final String STAMP = "stamp";
  private static final int MOST_EXPANSIONS = 1024;

  /** Newest first, then as stored: the order in which documents stand, so that pages end early. */
  private static final Sort ORDER =
      new Sort(
          new SortField(StepDocuments.AT, SortField.Type.LONG, true),
          new SortField(StepDocuments.SEGMENT, SortField.Type.LONG),
          new SortField(StepDocuments.ORDINAL, SortField.Type.LONG));

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final UnaryOperator<String> print;

  private StepIndex(Directory directory, UnaryOperator<String> print) throws IOException {
    this.directory = directory;
    this.print = print;
    IndexWriterConfig config = new IndexWriterConfig();
    config.setRAMBufferSizeMB(BUFFER_MB);
    config.setIndexSort(ORDER);
    config.setCommitOnClose(false);
    this.writer = new IndexWriter(directory, config);
    this.searchers = new SearcherManager(writer, null);
  }

  /**
   * Opens the index in a folder. One that cannot be read is thrown away: it can be made anew.
   *
   * @param print gives the keyed print of a value someone looks for
   * @throws IOException if the folder cannot be used, or another process has it open
   */
  public static StepIndex open(Path folder, UnaryOperator<String> print) throws IOException {
    Files.createDirectories(folder);
    // Lucene advises on flags of the JVM, on standard error and past our own log.
    Logger advice = Logger.getLogger("org.apache.lucene");
    advice.setLevel(Level.SEVERE);
    try {
      return opened(folder, print);
    } finally {
      Reference.reachabilityFence(advice); // loggers nobody holds are forgotten, with their level
    }
  }

  private static StepIndex opened(Path folder, UnaryOperator<String> print) throws IOException {
    Directory directory = new MMapDirectory(folder);
    try {
      return new StepIndex(directory, print);
    } catch (CorruptIndexException
        | IndexFormatTooNewException
        | IndexFormatTooOldException
        | EOFException
        | FileNotFoundException
        | NoSuchFileException e) {
      for (String file : directory.listAll()) {
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          directory.deleteFile(file);
        }
      }
      return new StepIndex(directory, print);
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(directory);
      throw e;
    }
  }

  /** What the last commit was stamped with, empty if there was none. */
  public String stamp() {
    Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
    if (data != null) {
      for (Map.Entry<String, String> entry : data) {
        if (entry.getKey().equals(STAMP)) {
          return entry.getValue();
        }
      }
    }
    return "";
  }

  /** Takes in steps that are not in it. */
  public void add(List<IndexedStep> steps) throws IOException {
    for (IndexedStep step : steps) {
      writer.addDocument(StepDocuments.of(step));
    }
  }

  /** Puts other steps in the place of all of a segment. */
  public void replace(long segment, List<IndexedStep> steps) throws IOException {
    writer.deleteDocuments(new Term(StepDocuments.SEGMENT, StepDocuments.key(segment)));
    add(steps);
  }

  /** Forgets all steps of segments from one key on to another, that one not included. */
  public void remove(long from, long to) throws IOException {
    writer.deleteDocuments(
        new TermRangeQuery(
            StepDocuments.SEGMENT, StepDocuments.key(from), StepDocuments.key(to), true, false));
  }

  /** Forgets everything. */
  public void clear() throws IOException {
    writer.deleteAll();
  }

  /** Returns once everything is on the disk, together with the stamp. */
  public void commit(String stamp) throws IOException {
    writer.setLiveCommitData(Map.of(STAMP, stamp).entrySet());
    writer.commit();
  }

  /** How many steps are in it. */
  public long size() {
    return writer.getDocStats().numDocs;
  }

  /**
   * Steps that a filter asks for, newest first.
   *
   * @param after only what comes behind this one; null for the first
   */
  public List<Place> find(String tenant, Filter filter, @Nullable Place after, int limit)
      throws IOException {
    searchers.maybeRefreshBlocking();
    IndexSearcher searcher = searchers.acquire();
    try {
      Query query = queries(searcher).of(tenant, filter);
      TopDocs found =
          after == null
              ? searcher.search(query, limit, ORDER)
              : searcher.searchAfter(
                  new FieldDoc(
                      Math.max(0, searcher.getIndexReader().maxDoc() - 1),
                      0,
                      new Object[] {after.at(), after.segment(), (long) after.ordinal()}),
                  query,
                  limit,
                  ORDER);
      List<Place> places = new ArrayList<>();
      for (ScoreDoc doc : found.scoreDocs) {
        places.add(place((FieldDoc) doc));
      }
      return places;
    } finally {
      searchers.release(searcher);
    }
  }

  /** Keys of segments that have a step a term asks for, each once. */
  public Set<Long> segments(String tenant, Filter filter) throws IOException {
    searchers.maybeRefreshBlocking();
    IndexSearcher searcher = searchers.acquire();
    try {
      return searcher.search(queries(searcher).of(tenant, filter), SegmentKeyCollector.manager());
    } finally {
      searchers.release(searcher);
    }
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(searchers, writer, directory);
  }

  private StepQueries queries(IndexSearcher searcher) {
    return new StepQueries(
        print, prefix -> Prefixes.of(searcher.getIndexReader(), prefix, MOST_EXPANSIONS));
  }

  private static Place place(FieldDoc doc) {
    Object[] fields = doc.fields;
    return new Place((Long) fields[0], (Long) fields[1], ((Long) fields[2]).intValue());
  }
}
