// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
// A tracer that exports at once, in the form EXPORT asks for: protobuf or json.
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { OTLPTraceExporter as Protobuf } from '@opentelemetry/exporter-trace-otlp-proto';
import { OTLPTraceExporter as Json } from '@opentelemetry/exporter-trace-otlp-http';

export function provider() {
  const Exporter = process.env.EXPORT === 'json' ? Json : Protobuf;
  const made = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'recorded-agent' }),
    spanProcessors: [new BatchSpanProcessor(new Exporter(), { scheduledDelayMillis: 50 })],
  });
  made.register();
  return made;
}
