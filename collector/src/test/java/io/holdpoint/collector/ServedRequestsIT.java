// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.model.telemetry.ServedRequest;
import io.holdpoint.model.telemetry.ServedRequest.Protocol;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each request is told of once, under names of ours. */
final class ServedRequestsIT {

  private final List<ServedRequest> served = new CopyOnWriteArrayList<>();

  @Test
  void tells_of_each_request_over_either_protocol(@TempDir Path folder) throws Exception {
    try (SqlSessionStore store = SqlSessionStore.open(folder.resolve("store"));
        Collector collector =
            Collector.start(
                TestCollector.config(folder.resolve("telemetry")),
                store,
                ScriptedMonitor.permitting(),
                new InMemorySignalBus(),
                new Collector.Listeners(List.of(), List.of(), served::add),
                ContentView.SIZES,
                InstantSource.system());
        OtlpSender sender = new OtlpSender(collector)) {
      byte[] empty = ExportTraceServiceRequest.getDefaultInstance().toByteArray();
      sender.post("/v1/traces", OtlpSender.PROTOBUF, "", empty);
      sender.post("/some/where", OtlpSender.PROTOBUF, "", empty);
      sender.call(TraceServiceGrpc.getExportMethod(), empty, CallOptions.DEFAULT);
      MethodDescriptor<?, ?> unknown =
          TraceServiceGrpc.getExportMethod().toBuilder()
              .setFullMethodName("some.Service/Do")
              .build();
      assertThat(catchThrowable(() -> sender.call(unknown, empty, CallOptions.DEFAULT)))
          .isNotNull();

      await().until(() -> served.size() >= 4);
    }
    assertThat(served)
        .extracting(
            ServedRequest::protocol,
            ServedRequest::method,
            ServedRequest::route,
            ServedRequest::status,
            ServedRequest::failed)
        .containsExactlyInAnyOrder(
            tuple(Protocol.HTTP, "POST", "/v1/traces", "200", false),
            tuple(Protocol.HTTP, "POST", "", "404", false),
            tuple(
                Protocol.GRPC,
                "opentelemetry.proto.collector.trace.v1.TraceService/Export",
                "",
                "OK",
                false),
            tuple(Protocol.GRPC, ServedRequest.OTHER, "", "UNIMPLEMENTED", true));
    assertThat(served).allMatch(request -> request.nanos() > 0);
  }
}
