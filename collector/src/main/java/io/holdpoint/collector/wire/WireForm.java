// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.wire;

import com.google.protobuf.MessageLite;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How messages are written over HTTP. */
public enum WireForm {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json");

  private final String mediaType;

  WireForm(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Its media type. */
  public String mediaType() {
    return mediaType;
  }

  /** The form of a {@code Content-Type}, whatever its parameters and its case. */
  public static Optional<WireForm> of(@Nullable String contentType) {
    String type = bare(contentType);
    return Arrays.stream(values()).filter(form -> form.mediaType.equals(type)).findFirst();
  }

  /** A {@code Content-Type} in small letters and without its parameters; empty for none. */
  public static String bare(@Nullable String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }

  /** One of our answers in this form. */
  public byte[] write(MessageLite answer) {
    return switch (this) {
      case PROTOBUF -> answer.toByteArray();
      case JSON -> JsonAnswers.write(answer);
    };
  }
}
