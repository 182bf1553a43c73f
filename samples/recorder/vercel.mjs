// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
// Vercel AI SDK: one agent that reads a file and is done.
import { ToolLoopAgent, tool, stepCountIs, registerTelemetry } from 'ai';
import { OpenTelemetry, LegacyOpenTelemetry } from '@ai-sdk/otel';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { z } from 'zod';
import { provider } from './tracing.mjs';

const tracerProvider = provider();
const Kind = process.env.LEGACY ? LegacyOpenTelemetry : OpenTelemetry;
registerTelemetry(new Kind());
const model = createOpenAICompatible({ name: 'stub', baseURL: process.env.OPENAI_BASE_URL, apiKey: 'x' });
const agent = new ToolLoopAgent({
  model: model('stub-1'),
  tools: {
    read_file: tool({ description: 'reads a file', inputSchema: z.object({ path: z.string() }), execute: async () => 'hello' }),
  },
  stopWhen: stepCountIs(5),
  experimental_telemetry: { isEnabled: true, functionId: 'reader', metadata: { sessionId: 'chat-7', userId: 'ann' } },
  telemetry: { isEnabled: true, functionId: 'reader' },
});
await agent.generate({ prompt: 'read notes/a.txt' });
await tracerProvider.forceFlush();
await tracerProvider.shutdown();
