// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.provenance.Provenance.Source;
import io.holdpoint.model.step.StepId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What an idle session was told, on disk: its values by hash and the results they stood in.
 *
 * @param place where it lies
 * @param results how many results there are
 */
record PutAway(SpillFile.Place place, int results) {
  private static final CallOrigin.Evidence LOST =
      new CallOrigin.Evidence(
          new StepId("engine", "0".repeat(31) + 1, "0".repeat(15) + 1), "unknown", false);

  /** Puts it away and empties the index of values; empty, and nothing is changed, without room. */
  static Optional<PutAway> of(List<Source> sources, ValueIndex values, SpillFile file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      values.write(out);
      for (Source source : sources) {
        write(source, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("engine: nothing is written to a file here", e);
    }
    Optional<SpillFile.Place> place = file.put(bytes.toByteArray());
    if (place.isPresent()) {
      values.clear();
    }
    return place.map(at -> new PutAway(at, sources.size()));
  }

  /**
   * Takes it back; the place is free then.
   *
   * @param values receives the values
   * @return the results; empty if it cannot be read
   */
  Optional<List<Source>> takeBack(ValueIndex values) {
    return place.take().map(bytes -> read(bytes, values));
  }

  /** As many results, of which nothing is known but what all carried: stands in for lost ones. */
  List<Source> lost(int labels) {
    return new ArrayList<>(Collections.nCopies(results, new Source(LOST, labels, 0)));
  }

  private List<Source> read(byte[] bytes, ValueIndex values) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      values.read(in);
      List<Source> sources = new ArrayList<>(results + 1);
      for (int i = 0; i < results; i++) {
        sources.add(read(in));
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException("engine: got an end too early (expected: what was sealed)", e);
    }
  }

  private static void write(Source source, DataOutputStream out) throws IOException {
    CallOrigin.Evidence evidence = source.evidence();
    write(evidence.step().source(), out);
    write(evidence.step().traceId(), out);
    write(evidence.step().spanId(), out);
    write(evidence.tool(), out);
    out.writeBoolean(evidence.named());
    out.writeByte(source.labels());
    out.writeInt(source.addresses());
  }

  private static Source read(DataInputStream in) throws IOException {
    StepId step = new StepId(text(in), text(in), text(in));
    CallOrigin.Evidence evidence = new CallOrigin.Evidence(step, text(in), in.readBoolean());
    return new Source(evidence, in.readUnsignedByte(), in.readInt());
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
