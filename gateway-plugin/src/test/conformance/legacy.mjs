// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// Revisions up to 2025-11-25: sessions, a stream for each request, replay by Last-Event-ID, requests of the server.
import { randomUUID } from 'node:crypto';
import { RpcError, SERVER, answer } from './features.mjs';

const RETRY_MS = 200;
const REVISIONS = ['2025-11-25', '2025-06-18', '2025-03-26'];
const CAPABILITIES = {
  tools: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  prompts: { listChanged: true },
  logging: {},
  completions: {},
};
const sessions = new Map();

const json = (res, status, body, headers = {}) => {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(body === undefined ? undefined : JSON.stringify(body));
};
const failure = (id, code, message, data) => ({ jsonrpc: '2.0', id, error: { code, message, ...(data && { data }) } });

/** One stream of a session: its events have ids of their own and outlive the connection they were written to. */
class Stream {
  constructor(session, name) {
    Object.assign(this, { session, name, events: [], done: false, res: null });
    session.streams.set(name, this);
  }

  attach(res, after = -1) {
    this.res = res;
    res.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'mcp-session-id': this.session.id,
    });
    res.on('close', () => {
      if (this.res === res) this.res = null;
    });
    if (after < 0) this.push('');
    else this.events.slice(after + 1).forEach((event) => res.write(event));
    if (this.done) this.cut();
  }

  push(data) {
    const retry = data === '' ? `retry: ${RETRY_MS}\n` : '';
    const event = `id: ${this.name}_${this.events.length}\n${retry}data: ${data}\n\n`;
    this.events.push(event);
    this.res?.write(event);
  }

  send(message) {
    this.push(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }

  cut() {
    this.res?.end();
    this.res = null;
  }
}

class Session {
  constructor() {
    Object.assign(this, { id: randomUUID(), streams: new Map(), asks: new Map(), count: 0 });
    sessions.set(this.id, this);
  }

  ask(stream, method, params) {
    const id = `fixture-${++this.count}`;
    return new Promise((resolve, reject) => {
      this.asks.set(id, { resolve, reject });
      stream.send({ id, method, params });
    });
  }

  answered(message) {
    const ask = this.asks.get(message.id);
    this.asks.delete(message.id);
    if (message.error) ask?.reject(new Error(message.error.message));
    else ask?.resolve(message.result);
  }

  end() {
    sessions.delete(this.id);
    this.streams.forEach((stream) => stream.cut());
  }
}

/** What a client's first word is answered with. */
export function opening(params) {
  const wanted = params?.protocolVersion;
  return {
    protocolVersion: REVISIONS.includes(wanted) ? wanted : REVISIONS[0],
    capabilities: CAPABILITIES,
    serverInfo: SERVER,
  };
}

/** The result of a request. `way` is where the server may say more: { notify, ask, closeStream }. */
export async function result(message, way) {
  const params = message.params ?? {};
  switch (message.method) {
    case 'ping':
    case 'logging/setLevel':
    case 'resources/subscribe':
    case 'resources/unsubscribe':
      return {};
    default: {
      const found = answer({
        era: 'legacy',
        method: message.method,
        params,
        meta: params._meta ?? {},
        ...way,
      });
      if (found === undefined) throw new RpcError(-32601, `method not found: ${message.method}`);
      return found;
    }
  }
}

async function serve(session, message, res) {
  const stream = new Stream(session, randomUUID());
  stream.attach(res);
  try {
    const way = {
      notify: (method, notice) => stream.send({ method, params: notice }),
      ask: (method, question) => session.ask(stream, method, question),
      closeStream: () => stream.cut(),
    };
    stream.send({ id: message.id, result: await result(message, way) });
  } catch (error) {
    stream.send({ id: message.id, error: { code: error.code ?? -32603, message: error.message, data: error.data } });
  }
  stream.done = true;
  stream.cut();
}

function open(message, res) {
  const session = new Session();
  const answered = { jsonrpc: '2.0', id: message.id, result: opening(message.params) };
  json(res, 200, answered, { 'mcp-session-id': session.id });
}

/** Handles a request of the older era; `message` is null for GET and DELETE. */
export function handle(req, res, message) {
  const id = message?.id ?? null;
  if (message?.method === 'initialize') return open(message, res);
  const name = req.headers['mcp-session-id'];
  const session = sessions.get(name);
  if (!session) return json(res, name ? 404 : 400, failure(id, name ? -32001 : -32000, 'no such session'));
  if (req.method === 'DELETE') {
    session.end();
    return json(res, 200);
  }
  if (req.method === 'GET') {
    const [stream, event] = String(req.headers['last-event-id'] ?? '').split('_');
    const known = session.streams.get(stream);
    if (known) return known.attach(res, Number(event));
    return new Stream(session, randomUUID()).attach(res);
  }
  if (message.method === undefined) session.answered(message);
  if (message.id === undefined || message.method === undefined) {
    res.writeHead(202);
    return res.end();
  }
  return serve(session, message, res);
}
