// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import io.grpc.Status;
import java.util.Locale;

/** Why a request is not taken, with the codes OTLP 1.11 gives each of them. */
enum Refusal {
  MALFORMED(400, Status.Code.INVALID_ARGUMENT),
  UNKNOWN_CREDENTIAL(401, Status.Code.UNAUTHENTICATED),
  NOT_FOUND(404, Status.Code.NOT_FOUND),
  METHOD(405, Status.Code.UNIMPLEMENTED),
  TOO_LARGE(413, Status.Code.RESOURCE_EXHAUSTED),
  MEDIA_TYPE(415, Status.Code.INVALID_ARGUMENT),
  /** The sender sends more than it may; it may try again later. */
  RATE(429, Status.Code.UNAVAILABLE),
  INTERNAL(500, Status.Code.INTERNAL),
  /** There is no room now; a sender may try again later. */
  UNAVAILABLE(503, Status.Code.UNAVAILABLE);

  private final int httpStatus;
  private final Status.Code grpcCode;

  Refusal(int httpStatus, Status.Code grpcCode) {
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCode;
  }

  int httpStatus() {
    return httpStatus;
  }

  Status.Code grpcCode() {
    return grpcCode;
  }

  /** Its name in counts. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
