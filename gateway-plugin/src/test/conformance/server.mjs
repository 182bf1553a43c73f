// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// An MCP server of both eras for the public conformance suite. Prints "listening PORT" and ends with its standard
// input. It trusts no foreign Host or Origin, as every server on a loopback address should.
import { createServer } from 'node:http';
import * as legacy from './legacy.mjs';
import * as modern from './modern.mjs';

const isOurs = (name) => /^(https?:\/\/)?(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(name);

function refuse(res, status, code, message, id = null) {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } }));
}

async function bodyOf(req) {
  const parts = [];
  for await (const part of req) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

async function handle(req, res) {
  const { host = '', origin } = req.headers;
  if (!isOurs(host) || (origin !== undefined && !isOurs(origin))) return refuse(res, 403, -32600, 'foreign Host or Origin');
  if (new URL(req.url, 'http://localhost').pathname !== '/mcp') return refuse(res, 404, -32600, 'no such path');
  if (req.method === 'GET' && req.headers['mcp-protocol-version'] === modern.REVISION) return refuse(res, 405, -32600, 'no GET');
  if (req.method === 'GET' || req.method === 'DELETE') return legacy.handle(req, res, null);
  if (req.method !== 'POST') return refuse(res, 405, -32600, 'POST, GET or DELETE');
  let message;
  try {
    message = JSON.parse(await bodyOf(req));
  } catch {
    return refuse(res, 400, -32700, 'no JSON');
  }
  if (message === null || typeof message !== 'object' || Array.isArray(message)) {
    return refuse(res, 400, -32600, 'not one message');
  }
  return modern.isModern(req, message) ? modern.handle(req, res, message) : legacy.handle(req, res, message);
}

const server = createServer((req, res) => {
  handle(req, res).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    res.destroy();
  });
});
server.listen(Number(process.argv[2] ?? 0), 'localhost', () => process.stdout.write(`listening ${server.address().port}\n`));
process.stdin.on('end', () => process.exit(0)).resume();
