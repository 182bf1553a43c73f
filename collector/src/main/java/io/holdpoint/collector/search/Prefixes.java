// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** Words of an index that begin with a text. */
final class Prefixes {

  private Prefixes() {}

  /** Those words, at most {@code most}; of more the first in order. */
  static List<Term> of(IndexReader reader, Term prefix, int most) {
    Set<Term> found = new LinkedHashSet<>();
    try {
      for (LeafReaderContext leaf : reader.leaves()) {
        Terms terms = leaf.reader().terms(prefix.field());
        if (terms == null) {
          continue;
        }
        TermsEnum words = terms.iterator();
        if (words.seekCeil(prefix.bytes()) == TermsEnum.SeekStatus.END) {
          continue;
        }
        BytesRef word = words.term();
        while (word != null
            && found.size() < most
            && StringHelper.startsWith(word, prefix.bytes())) {
          found.add(new Term(prefix.field(), BytesRef.deepCopyOf(word)));
          word = words.next();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ArrayList<>(found);
  }
}
