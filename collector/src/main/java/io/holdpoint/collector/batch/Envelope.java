// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;

/**
 * Walks through an export request down to its items. Requests of all kinds are built alike: a
 * resource, its scopes, their items, under the same numbers.
 */
final class Envelope {

  private static final int RESOURCES = ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER;
  private static final int RESOURCE = ResourceSpans.RESOURCE_FIELD_NUMBER;
  private static final int SCOPES = ResourceSpans.SCOPE_SPANS_FIELD_NUMBER;
  private static final int RESOURCE_SCHEMA = ResourceSpans.SCHEMA_URL_FIELD_NUMBER;
  private static final int SCOPE = ScopeSpans.SCOPE_FIELD_NUMBER;
  private static final int ITEMS = ScopeSpans.SPANS_FIELD_NUMBER;
  private static final int SCOPE_SCHEMA = ScopeSpans.SCHEMA_URL_FIELD_NUMBER;

  /** Reads single items. */
  interface Items {

    /** Reads the item the reader is in, to its end. */
    void item(AttributeList resource, ScopeView scope, ProtoCursor in)
        throws InvalidProtocolBufferException;

    /** An item was passed over, since it is too large to be read. */
    void tooLarge();
  }

  private final ProtoCursor in;
  private final Items items;
  private final ScopeView scope = new ScopeView();

  Envelope(byte[] body, Items items) {
    this.in = new ProtoCursor(body);
    this.items = items;
  }

  void walk() throws InvalidProtocolBufferException {
    while (in.next()) {
      if (in.is(RESOURCES, ProtoCursor.DELIMITED)) {
        underResource();
      } else {
        in.skip();
      }
    }
  }

  /** Walked twice, since the resource may stand after what belongs to it. */
  private void underResource() throws InvalidProtocolBufferException {
    int outer = in.enter();
    int begin = in.at();
    AttributeList resource = new AttributeList();
    resource.clear(in.bytes());
    while (in.next()) {
      if (in.is(RESOURCE, ProtoCursor.DELIMITED)) {
        resource(resource);
      } else if (in.is(RESOURCE_SCHEMA, ProtoCursor.DELIMITED)) {
        Shape.TEXT.checkField(in);
      } else {
        in.skip();
      }
    }
    in.backTo(begin);
    while (in.next()) {
      if (in.is(SCOPES, ProtoCursor.DELIMITED)) {
        underScope(resource);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
  }

  private void resource(AttributeList attributes) throws InvalidProtocolBufferException {
    int outer = in.enter();
    requireBounded("resource");
    while (in.next()) {
      if (in.is(Resource.ATTRIBUTES_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        attributes.add(in);
      } else if (in.is(Resource.ENTITY_REFS_FIELD_NUMBER, ProtoCursor.DELIMITED)) {
        Shape.ENTITY_REF.checkField(in);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
  }

  /** Walked twice too. */
  private void underScope(AttributeList resource) throws InvalidProtocolBufferException {
    int outer = in.enter();
    int begin = in.at();
    scope.clear(in.bytes());
    while (in.next()) {
      if (in.is(SCOPE, ProtoCursor.DELIMITED)) {
        scope();
      } else if (in.is(SCOPE_SCHEMA, ProtoCursor.DELIMITED)) {
        Shape.TEXT.checkField(in);
      } else {
        in.skip();
      }
    }
    in.backTo(begin);
    while (in.next()) {
      if (in.is(ITEMS, ProtoCursor.DELIMITED)) {
        item(resource);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
  }

  private void scope() throws InvalidProtocolBufferException {
    int outer = in.enter();
    requireBounded("scope");
    int begin = in.at();
    Shape.SCOPE.check(in);
    in.backTo(begin);
    scope.read(in);
    in.leave(outer);
  }

  private void item(AttributeList resource) throws InvalidProtocolBufferException {
    int outer = in.enter();
    if (in.left() > Tally.LARGEST_ITEM) {
      items.tooLarge();
    } else {
      items.item(resource, scope, in);
    }
    in.leave(outer);
  }

  private void requireBounded(String what) throws InvalidProtocolBufferException {
    if (in.left() > Tally.LARGEST_ITEM) {
      throw new InvalidProtocolBufferException(
          what + ": got " + in.left() + " bytes (expected: at most " + Tally.LARGEST_ITEM + ")");
    }
  }
}
