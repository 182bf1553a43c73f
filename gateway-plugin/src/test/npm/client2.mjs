// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// A client on the TypeScript SDK 2.x, for the matrix test: `client2.mjs legacy | auto | REVISION`.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { serve } from './lines.mjs';

const ERA = process.argv[2];
const mode = ['legacy', 'auto'].includes(ERA) ? ERA : { pin: ERA };

serve(async ({ url, name, token, patience }) => {
  const client = new Client({ name, version: '1.0.0' }, { versionNegotiation: { mode } });
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }), { timeout: patience });
  const { tools } = await client.listTools();
  return {
    tools: tools.map((tool) => tool.name),
    call: (tool, args, timeout) => client.callTool({ name: tool, arguments: args }, { timeout }),
    close: () => client.close(),
  };
});
