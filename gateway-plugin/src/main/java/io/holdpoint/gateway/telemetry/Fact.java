// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The name and type of an attribute, made once: as the SDK wants it, and encoded.
 *
 * @param key for the SDK
 * @param field the field of the name in a protobuf attribute; nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // Never copied or compared.
record Fact<T>(AttributeKey<T> key, byte[] field) {

  static Fact<String> text(String name) {
    return of(AttributeKey.stringKey(name));
  }

  static Fact<Long> number(String name) {
    return of(AttributeKey.longKey(name));
  }

  static Fact<Boolean> flag(String name) {
    return of(AttributeKey.booleanKey(name));
  }

  static Fact<List<String>> texts(String name) {
    return of(AttributeKey.stringArrayKey(name));
  }

  private static <T> Fact<T> of(AttributeKey<T> key) {
    ProtoBuffer field = new ProtoBuffer(64);
    field.text(1, key.getKey());
    return new Fact<>(key, field.toBytes());
  }
}
