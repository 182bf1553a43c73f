// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// Revision 2026-07-28: every request stands alone, its headers repeat its body, streams to listen to are POSTs.
import { RpcError, SERVER, TOOLS, answer } from './features.mjs';

export const REVISION = '2026-07-28';
const PREFIX = 'io.modelcontextprotocol/';
const CACHEABLE = ['server/discover', 'tools/list', 'prompts/list', 'resources/list', 'resources/templates/list', 'resources/read'];
const NOTICES = {
  toolsListChanged: 'notifications/tools/list_changed',
  promptsListChanged: 'notifications/prompts/list_changed',
  resourcesListChanged: 'notifications/resources/list_changed',
};
const listeners = new Set();

export const isModern = (req, message) =>
  message?.params?._meta?.[`${PREFIX}protocolVersion`] !== undefined || req.headers['mcp-protocol-version'] === REVISION;

function decoded(value) {
  const inner = /^=\?base64\?(.*)\?=$/.exec(value)?.[1];
  if (inner === undefined) return value;
  const bytes = Buffer.from(inner, 'base64');
  if (bytes.toString('base64') !== inner) throw new RpcError(-32020, 'header: not base64', undefined, 400);
  return bytes.toString('utf8');
}

function agree(req, name, value) {
  const got = req.headers[name.toLowerCase()];
  if (got === undefined || decoded(got) !== String(value)) {
    throw new RpcError(-32020, `${name}: header and body disagree`, undefined, 400);
  }
}

function checkHeaders(req, message, revision) {
  agree(req, 'MCP-Protocol-Version', revision);
  if (revision !== REVISION) {
    throw new RpcError(-32022, 'revision not served', { supported: [REVISION], requested: revision }, 400);
  }
  agree(req, 'Mcp-Method', message.method);
  if (['tools/call', 'prompts/get'].includes(message.method)) agree(req, 'Mcp-Name', message.params.name);
  if (message.method === 'resources/read') agree(req, 'Mcp-Name', message.params.uri);
  if (message.method !== 'tools/call') return;
  for (const [key, schema] of Object.entries(TOOLS[message.params.name]?.schema?.properties ?? {})) {
    const value = message.params.arguments?.[key];
    if (schema['x-mcp-header'] && value !== undefined) agree(req, `Mcp-Param-${schema['x-mcp-header']}`, value);
  }
}

function checkMeta(message) {
  const meta = message.params?._meta;
  for (const member of ['protocolVersion', 'clientCapabilities']) {
    if (meta?.[PREFIX + member] === undefined) {
      throw new RpcError(-32602, `_meta: ${PREFIX}${member} is missing`, undefined, 400);
    }
  }
  return meta;
}

/** Answers as JSON, or as a stream once something is told before the answer. */
class Reply {
  constructor(res) {
    this.res = res;
    this.streams = false;
  }

  event(message) {
    if (!this.streams) {
      this.streams = true;
      this.res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
    }
    this.res.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
  }

  last(status, message) {
    if (this.streams) {
      this.event(message);
      this.res.end();
    } else {
      this.res.writeHead(status, { 'content-type': 'application/json' });
      this.res.end(JSON.stringify({ jsonrpc: '2.0', ...message }));
    }
  }
}

function listen(message, reply, res) {
  const wanted = message.params.notifications ?? {};
  const _meta = { [`${PREFIX}subscriptionId`]: message.id };
  const listener = (what) => {
    if (wanted[what]) reply.event({ method: NOTICES[what], params: { _meta } });
  };
  const granted = Object.fromEntries(Object.entries(wanted).filter(([name, on]) => on && NOTICES[name]));
  reply.event({ method: 'notifications/subscriptions/acknowledged', params: { notifications: granted, _meta } });
  listeners.add(listener);
  res.on('close', () => listeners.delete(listener));
}

async function result(message, meta, reply) {
  if (message.method === 'server/discover') {
    const changes = { listChanged: true };
    return { supportedVersions: [REVISION], capabilities: { tools: changes, prompts: changes, resources: changes, completions: {} } };
  }
  const found = answer({
    era: 'modern',
    method: message.method,
    params: message.params,
    meta,
    notify: (method, params) => reply.event({ method, params }),
    changed: (what) => listeners.forEach((listener) => listener(what)),
  });
  if (found === undefined) throw new RpcError(-32601, `method not found: ${message.method}`, undefined, 404);
  return found;
}

/** Handles a request of revision 2026-07-28. */
export async function handle(req, res, message) {
  const reply = new Reply(res);
  const { id } = message;
  try {
    const meta = checkMeta(message);
    checkHeaders(req, message, meta[`${PREFIX}protocolVersion`]);
    if (id === undefined) {
      res.writeHead(202);
      return res.end();
    }
    if (message.method === 'subscriptions/listen') return listen(message, reply, res);
    const body = await result(message, meta, reply);
    const caching = CACHEABLE.includes(message.method) && !body.inputRequests ? { ttlMs: 1000, cacheScope: 'public' } : {};
    reply.last(200, { id, result: { resultType: 'complete', ...caching, ...body, _meta: { [`${PREFIX}serverInfo`]: SERVER } } });
  } catch (error) {
    const { code = -32603, message: text, data, status = 200 } = error;
    reply.last(status, { id: id ?? null, error: { code, message: text, ...(data && { data }) } });
  }
}
