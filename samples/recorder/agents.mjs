// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
// OpenAI Agents SDK through OpenInference: a triage agent hands over to a billing agent with a tool.
import * as agents from '@openai/agents';
import { OpenAIAgentsInstrumentation } from '@arizeai/openinference-instrumentation-openai-agents';
import OpenAI from 'openai';
import { z } from 'zod';
import { provider } from './tracing.mjs';

const tracerProvider = provider();
new OpenAIAgentsInstrumentation({ tracerProvider }).manuallyInstrument(agents);
agents.setDefaultOpenAIClient(new OpenAI({ baseURL: process.env.OPENAI_BASE_URL, apiKey: 'x' }));
agents.setOpenAIAPI('chat_completions');
const readFile = agents.tool({
  name: 'read_file', description: 'reads a file',
  parameters: z.object({ path: z.string() }), execute: async () => 'hello',
});
const billing = new agents.Agent({ name: 'billing', model: 'stub-1', tools: [readFile] });
const triage = new agents.Agent({
  name: 'triage', model: 'stub-1', handoffs: [billing],
  inputGuardrails: [{ name: 'no-secrets', execute: async () => ({ outputInfo: 'fine', tripwireTriggered: false }) }],
});
await agents.run(triage, 'what do I owe?');
await tracerProvider.forceFlush();
await tracerProvider.shutdown();
