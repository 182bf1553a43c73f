// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Writes values of one type as compact JSON and reads them back. A closed choice is an object with
 * one member named after its case; times and durations are whole nanoseconds; the text is ASCII, so
 * that not even a lone surrogate is lost. A reader skips members it does not know and refuses a
 * value that lacks one it needs. Safe for use by many threads.
 *
 * @param <T> what is written and read
 */
public final class WireCodec<T> {

  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  private static final int TYPICAL_SIZE = 1024;

  public static final WireCodec<JournalRecord> RECORD =
      new WireCodec<>("record", RecordCodec::write, RecordCodec::read);
  public static final WireCodec<Step> STEP =
      new WireCodec<>("step", StepCodec::write, StepCodec::read);
  public static final WireCodec<Session> SESSION =
      new WireCodec<>("session", SessionCodec::write, SessionCodec::read);
  public static final WireCodec<Assessment> ASSESSMENT =
      new WireCodec<>("assessment", AssessmentCodec::write, AssessmentCodec::read);
  public static final WireCodec<Signal> SIGNAL =
      new WireCodec<>("signal", SignalCodec::write, SignalCodec::read);
  public static final WireCodec<Published> PUBLISHED =
      new WireCodec<>("published", SignalCodec::writePublished, SignalCodec::readPublished);
  public static final WireCodec<Payload> PAYLOAD =
      new WireCodec<>("payload", ToolCodec::writePayload, ToolCodec::readPayload);
  public static final WireCodec<ApprovalRequest> APPROVAL_REQUEST =
      new WireCodec<>("approval request", ApprovalCodec::writeRequest, ApprovalCodec::readRequest);

  /** Near misses and the number of callers stay behind: they are for people. */
  public static final WireCodec<Approval> APPROVAL =
      new WireCodec<>("approval", ApprovalStateCodec::write, ApprovalStateCodec::read);

  private final String what;
  private final BiConsumer<WireBuffer, T> writer;
  private final Function<WireReader, T> reader;

  private WireCodec(String what, BiConsumer<WireBuffer, T> writer, Function<WireReader, T> reader) {
    this.what = what;
    this.writer = writer;
    this.reader = reader;
  }

  /** The JSON of {@code value}. */
  public byte[] write(T value) {
    WireBuffer out = new WireBuffer(TYPICAL_SIZE);
    append(value, out);
    return out.toBytes();
  }

  /** Writes the JSON of {@code value} at the end of {@code out}. */
  public void append(T value, WireBuffer out) {
    out.begin();
    writer.accept(out, value);
  }

  /**
   * The value whose JSON {@code bytes} is.
   *
   * @throws WireFormatException if it is not
   */
  public T read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /**
   * The value whose JSON a part of {@code bytes} is.
   *
   * @throws WireFormatException if it is not
   */
  public T read(byte[] bytes, int offset, int length) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      WireReader in = new WireReader(parser, what);
      T value = in.root(reader);
      if (parser.nextToken() != null) {
        throw new WireFormatException(what + ": got more after its end (expected: one value)");
      }
      return value;
    } catch (JacksonException notJson) {
      throw new WireFormatException(
          what + ": got no JSON (expected: JSON): " + notJson.getOriginalMessage(), notJson);
    }
  }
}
