// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import io.holdpoint.collector.search.IndexedStep.Place;
import io.holdpoint.model.query.Filter;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Finds where steps are that may be asked for: steps that were added together to a segment are one
 * {@link GroupDocument}. What was added is found at once, and is on the disk after {@link #commit}.
 * Safe for use by many threads.
 */
public final class StepIndex implements AutoCloseable {

  /** Written out when full: some ten seconds of the most that is stored. */
  private static final double BUFFER_MB = 16;

  /** What is smaller is merged together at once; a merge takes many, so that few are needed. */
  private static final double SMALL_MB = 16;

  private static final double SEGMENTS_PER_TIER = 16;
  private static final double LARGEST_MB = 1024;
  private static final int MERGES_WAITING = 8;
  private static final String STAMP = "stamp";
  private static final String FORM = "form";

  /** Of documents; the first had one for each step, and told nothing of its form. */
  private static final String OF_GROUPS = "2";

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final StepQueries queries;
  private final ReentrantLock lock = new ReentrantLock();
  private final GroupDocument document = new GroupDocument();
  private final GatheredSteps gathered;

  private StepIndex(Directory directory, UnaryOperator<String> print) throws IOException {
    this.directory = directory;
    this.queries = new StepQueries(print);
    this.writer = new IndexWriter(directory, config());
    this.searchers = new SearcherManager(writer, null);
    this.gathered =
        new GatheredSteps((segment, group) -> writer.addDocument(document.of(segment, group)));
  }

  private static IndexWriterConfig config() {
    TieredMergePolicy merges = new TieredMergePolicy();
    merges.setFloorSegmentMB(SMALL_MB);
    merges.setSegmentsPerTier(SEGMENTS_PER_TIER);
    merges.setMaxMergedSegmentMB(LARGEST_MB);
    merges.setNoCFSRatio(0);
    ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler();
    scheduler.setMaxMergesAndThreads(MERGES_WAITING, 1);
    IndexWriterConfig config = new IndexWriterConfig();
    config.setRAMBufferSizeMB(BUFFER_MB);
    config.setMergePolicy(merges);
    config.setMergeScheduler(scheduler);
    config.setUseCompoundFile(false);
    config.setLeafSorter(Comparator.comparingLong(StepIndex::newest).reversed());
    config.setCommitOnClose(false);
    return config;
  }

  /** When the newest step began that a part of the index has. */
  private static long newest(LeafReader leaf) {
    try {
      DocValuesSkipper times = leaf.getDocValuesSkipper(GroupDocument.LAST);
      return times == null ? Long.MIN_VALUE : times.maxValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens the index in a folder. One that cannot be read, or is of an earlier form, is thrown away:
   * it can be made anew.
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
      if (isOfOtherForm(directory)) {
        empty(directory);
      }
      return new StepIndex(directory, print);
    } catch (CorruptIndexException
        | IndexFormatTooNewException
        | IndexFormatTooOldException
        | EOFException
        | FileNotFoundException
        | NoSuchFileException e) {
      empty(directory);
      return new StepIndex(directory, print);
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(directory);
      throw e;
    }
  }

  private static boolean isOfOtherForm(Directory directory) throws IOException {
    return DirectoryReader.indexExists(directory)
        && !OF_GROUPS.equals(SegmentInfos.readLatestCommit(directory).getUserData().get(FORM));
  }

  private static void empty(Directory directory) throws IOException {
    for (String file : directory.listAll()) {
      if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
        directory.deleteFile(file);
      }
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

  /**
   * Takes in steps of a segment that are not in it.
   *
   * @param steps in the order of their ordinals
   */
  public void add(long segment, List<IndexedStep> steps) throws IOException {
    lock.lock();
    try {
      gathered.add(segment, steps);
    } finally {
      lock.unlock();
    }
  }

  /** Puts other steps in the place of all of a segment. */
  public void replace(long segment, List<IndexedStep> steps) throws IOException {
    lock.lock();
    try {
      gathered.remove(segment, segment + 1);
      Term all = new Term(GroupDocument.SEGMENT, GroupDocument.key(segment));
      if (steps.isEmpty() || steps.size() > GroupDocument.MOST) {
        writer.deleteDocuments(all);
        add(segment, steps);
      } else {
        writer.updateDocument(all, document.of(segment, steps)); // never seen without them
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all steps of segments from one key on to another, that one not included. */
  public void remove(long from, long to) throws IOException {
    lock.lock();
    try {
      gathered.remove(from, to);
      writer.deleteDocuments(
          new TermRangeQuery(
              GroupDocument.SEGMENT, GroupDocument.key(from), GroupDocument.key(to), true, false));
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything. */
  public void clear() throws IOException {
    lock.lock();
    try {
      gathered.remove(Long.MIN_VALUE, Long.MAX_VALUE);
      writer.deleteAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns once everything is on the disk, together with the stamp. */
  public void commit(String stamp) throws IOException {
    writeGathered();
    writer.setLiveCommitData(Map.of(STAMP, stamp, FORM, OF_GROUPS).entrySet());
    writer.commit();
  }

  /** How many groups of steps are in it. */
  public long size() throws IOException {
    writeGathered();
    return writer.getDocStats().numDocs;
  }

  /**
   * Groups that may have a step a filter asks for, the newest first.
   *
   * @param after only what may come behind this one; null for the first
   * @param atFirst about how many will be wanted, at least 1
   */
  public StepGroups groups(String tenant, Filter filter, @Nullable Place after, int atFirst)
      throws IOException {
    refresh();
    IndexSearcher searcher = searchers.acquire();
    return new StepGroups(searchers, searcher, queries.of(tenant, filter, after), atFirst);
  }

  /**
   * Hands over the keys of segments that have a step a term asks for, some of them several times.
   * Words one after another may stand apart there; everything else that is not denied is so.
   */
  public void segments(String tenant, Filter.Text term, LongConsumer each) throws IOException {
    refresh();
    IndexSearcher searcher = searchers.acquire();
    try {
      var _ = searcher.search(queries.of(tenant, term, null), SegmentKeys.to(each));
    } finally {
      searchers.release(searcher);
    }
  }

  /** What was added until now is found. */
  private void refresh() throws IOException {
    writeGathered();
    searchers.maybeRefreshBlocking();
  }

  private void writeGathered() throws IOException {
    lock.lock();
    try {
      gathered.writeAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(searchers, writer, directory);
  }
}
