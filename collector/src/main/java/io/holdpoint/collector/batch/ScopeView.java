// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Which library made the items, read where it stands. Used again for the next; for one thread. */
public final class ScopeView {

  private byte[] bytes = {};
  private int nameAt;
  private int nameLength;
  private @Nullable String name;

  ScopeView() {}

  void clear(byte[] next) {
    bytes = next;
    nameLength = 0;
    name = null;
  }

  void read(ProtoCursor in) throws InvalidProtocolBufferException {
    while (in.next()) {
      if (in.is(1, ProtoCursor.DELIMITED)) {
        nameLength = in.length();
        nameAt = in.at();
        in.pass(nameLength);
        name = null;
      } else {
        in.skip();
      }
    }
  }

  /** Its name; empty if it has none. */
  public String name() {
    if (name == null) {
      name = new String(bytes, nameAt, nameLength, StandardCharsets.UTF_8);
    }
    return name;
  }

  /** The bytes in which the name stands; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the name begins. */
  public int nameAt() {
    return nameAt;
  }

  /** How many bytes the name has, in UTF-8. */
  public int nameLength() {
    return nameLength;
  }
}
