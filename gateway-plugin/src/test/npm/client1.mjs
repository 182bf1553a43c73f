// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// A client on the TypeScript SDK 1.x, for the matrix test.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { serve } from './lines.mjs';

serve(async ({ url, name, token, patience }) => {
  const client = new Client({ name, version: '1.0.0' });
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }), { timeout: patience });
  const { tools } = await client.listTools();
  return {
    tools: tools.map((tool) => tool.name),
    call: (tool, args, timeout) => client.callTool({ name: tool, arguments: args }, CallToolResultSchema, { timeout }),
    close: () => client.close(),
  };
});
