// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
// LangGraph through OpenInference: one agent that reads a file and is done.
import * as CallbackManagerModule from '@langchain/core/callbacks/manager';
import { LangChainInstrumentation } from '@arizeai/openinference-instrumentation-langchain';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { provider } from './tracing.mjs';

const tracerProvider = provider();
const instrumentation = new LangChainInstrumentation({ tracerProvider });
instrumentation.manuallyInstrument(CallbackManagerModule);
const readFile = tool(async () => 'hello', {
  name: 'read_file', description: 'reads a file', schema: z.object({ path: z.string() }),
});
const llm = new ChatOpenAI({ model: 'stub-1', apiKey: 'x', configuration: { baseURL: process.env.OPENAI_BASE_URL } });
const agent = createReactAgent({ llm, tools: [readFile], name: 'reader' });
await agent.invoke(
  { messages: [{ role: 'user', content: 'read notes/a.txt' }] },
  { metadata: { session_id: 'chat-7', user_id: 'ann' } },
);
await tracerProvider.forceFlush();
await tracerProvider.shutdown();
