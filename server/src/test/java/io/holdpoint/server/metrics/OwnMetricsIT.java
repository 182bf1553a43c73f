// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.server.HoldpointServer;
import io.holdpoint.server.config.ServerConfig;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server is scraped, and sends to a real OTLP receiver, after a real call. */
final class OwnMetricsIT {

  private static final String AGENT = "a-token-of-an-agent-1";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<ExportMetricsServiceRequest> received = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private HttpServer other;
  private HoldpointServer server;

  @BeforeEach
  void start() throws IOException {
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/mcp",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    other.createContext(
        "/v1/metrics",
        exchange -> {
          boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
          InputStream body = exchange.getRequestBody();
          received.add(
              ExportMetricsServiceRequest.parseFrom(packed ? new GZIPInputStream(body) : body));
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    other.start();
    int port = other.getAddress().getPort();
    server =
        HoldpointServer.start(
            ServerConfig.parse(
                "test",
                """
                gateway:
                  listen: "127.0.0.1:0"
                  upstreams: [{name: shop, url: "http://127.0.0.1:%d/mcp"}]
                  credentials: [{name: key, subject: developer, token: "%s"}]
                collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
                control: {listen: "127.0.0.1:0"}
                metrics: {endpoint: "http://127.0.0.1:%d", token: a-token-of-metrics, interval: 1s}
                """
                    .formatted(port, AGENT, port),
                folder),
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    server.close();
    other.stop(0);
    client.close();
  }

  @Test
  void is_scraped_by_operators_alone_and_sent_by_otlp() throws Exception {
    call();

    String name = "mcp_server_operation_duration_seconds_count{mcp_method_name=\"tools/call\"}";
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(new Scrape(page(server.firstToken().orElseThrow()).body()).samples())
                    .containsEntry(name, 1.0));
    Scrape page = new Scrape(page(server.firstToken().orElseThrow()).body());
    assertThat(page.value("holdpoint_verdicts_total{holdpoint_verdict=\"permit\"}")).isEqualTo(1);
    assertThat(page.value("holdpoint_telemetry_items_total{holdpoint_signal=\"spans\"}"))
        .isGreaterThanOrEqualTo(1);
    assertThat(page.value("holdpoint_journal_records_total")).isGreaterThan(2);
    assertThat(page("").statusCode()).isEqualTo(401);
    assertThat(page(server.firstToken().orElseThrow()).body())
        .contains("http_route=\"/api/v1/metrics\"", "http_response_status_code=\"401\"");
    assertThat(page("a-wrong-token").statusCode()).isEqualTo(401);

    await().atMost(Duration.ofSeconds(10)).until(() -> sent().containsKey("holdpoint.verdicts"));
    assertThat(sent("mcp.server.operation.duration").getUnit()).isEqualTo("s");
    assertThat(sent("mcp.server.operation.duration").getHistogram().getDataPoints(0).getCount())
        .isEqualTo(1);
    assertThat(sent("holdpoint.verdicts").getSum().getIsMonotonic()).isTrue();
    assertThat(tokens).containsOnly("Bearer a-token-of-metrics");
    assertThat(received.getLast().getResourceMetrics(0).getResource().getAttributesList())
        .extracting(KeyValue::getKey)
        .contains("service.name", "service.version");
  }

  private Metric sent(String name) {
    return requireNonNull(sent().get(name));
  }

  /** The newest of each name. */
  private Map<String, Metric> sent() {
    return received.stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .collect(Collectors.toMap(Metric::getName, metric -> metric, (a, b) -> b));
  }

  private void call() throws Exception {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"read_file\",\"arguments\":{\"path\":\"README.md\"}}}";
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(server.endpoint("shop"))
                .header("Authorization", "Bearer " + AGENT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> page(String token) throws IOException, InterruptedException {
    URI address = server.page().resolve("/api/v1/metrics");
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    Stream.of(token)
        .filter(one -> !one.isEmpty())
        .forEach(one -> request.header("Authorization", "Bearer " + one));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
