// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// A server on the TypeScript SDK 2.x, of both eras, for the matrix test. Prints "listening PORT" and ends with its
// standard input. Its tools are those of `MatrixTools` in Java.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { McpServer, createMcpHandler, fromJsonSchema } from '@modelcontextprotocol/server';

const TEXT = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
const NOTHING = { type: 'object', properties: {} };

const said = (text) => ({ content: [{ type: 'text', text }], structuredContent: { text } });

/** Ends when nobody waits any more. */
const forever = (signal) =>
  new Promise((resolve, reject) => signal.addEventListener('abort', () => reject(new Error('nobody waits')), { once: true }));

function made() {
  const server = new McpServer({ name: 'matrix-ts2', version: '1.0.0' });
  const text = { inputSchema: fromJsonSchema(TEXT), outputSchema: fromJsonSchema(TEXT) };
  server.registerTool('say', { description: 'Says it', ...text }, async ({ text: what }) => said(what));
  server.registerTool('store', { description: 'Stores it', ...text }, async ({ text: what }) => said(`stored ${what}`));
  server.registerTool('remove', { description: 'Removes it', ...text }, async ({ text: what }) => said(`removed ${what}`));
  server.registerTool('wait', { description: 'Waits', inputSchema: fromJsonSchema(NOTHING) }, async (_, context) =>
    forever(context.mcpReq.signal),
  );
  return server;
}

const handler = toNodeHandler(createMcpHandler(made));
const server = createServer((req, res) => void handler(req, res));
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening ${server.address().port}\n`));
process.stdin.on('end', () => process.exit(0)).resume();
