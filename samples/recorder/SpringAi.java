// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.observation.ToolCallingContentObservationFilter;

/** A chat client of Spring AI that reads a file; its observations become spans by Micrometer. */
final class SpringAi {

  /** What the model may use. */
  public static final class Files {
    @Tool(description = "Reads a file.")
    public String read_file(String path) {
      return "hello";
    }
  }

  public static void main(String[] arguments) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder()
                            .setEndpoint(
                                System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT") + "/v1/traces")
                            .build())
                    .build())
            .build();
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationFilter(new ToolCallingContentObservationFilter())
        .observationHandler(
            new DefaultTracingObservationHandler(
                new OtelTracer(
                    provider.get("org.springframework.boot"),
                    new OtelCurrentTraceContext(),
                    event -> {})));
    OpenAiChatModel model =
        OpenAiChatModel.builder()
            .options(
                OpenAiChatOptions.builder()
                    .baseUrl(System.getenv("OPENAI_BASE_URL"))
                    .apiKey("not-a-key")
                    .model("stub-1")
                    .build())
            .observationRegistry(registry)
            .build();
    String said =
        ChatClient.create(model, registry)
            .prompt("read notes/a.txt")
            .advisors(of -> of.param("chat_memory_conversation_id", "talk-1"))
            .tools(new Files())
            .call()
            .content();
    System.out.println(said);
    provider.shutdown().join(10, java.util.concurrent.TimeUnit.SECONDS);
    System.exit(0);
  }
}
