// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
// OpenLLMetry for JavaScript: a workflow with a task, a tool and a model call.
import * as traceloop from '@traceloop/node-server-sdk';
import OpenAI from 'openai';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';

traceloop.initialize({
  appName: 'recorded-agent', disableBatch: true, traceloopSyncEnabled: false, silenceInitializationMessage: true,
  exporter: new OTLPTraceExporter(), instrumentModules: { openAI: OpenAI },
});
const openai = new OpenAI({ baseURL: process.env.OPENAI_BASE_URL, apiKey: 'x' });
await traceloop.withAssociationProperties({ session_id: 'chat-7', user_id: 'ann' }, async () => {
  await traceloop.withWorkflow({ name: 'read' }, async () => {
    await traceloop.withAgent({ name: 'reader' }, async () => {
      await openai.chat.completions.create({ model: 'stub-1', messages: [{ role: 'user', content: 'read notes/a.txt' }] });
      await traceloop.withTool({ name: 'read_file' }, async (argument) => `hello ${argument.path}`, { path: 'notes/a.txt' });
    });
  });
});
await traceloop.forceFlush();
