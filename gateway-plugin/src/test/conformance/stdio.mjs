// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// The fixture server of the older era as a process: one message per line on its standard streams.
import { createInterface } from 'node:readline';
import { opening, result } from './legacy.mjs';

const asks = new Map();
let count = 0;

const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

const way = {
  notify: (method, params) => say({ method, params }),
  ask: (method, params) =>
    new Promise((resolve, reject) => {
      const id = `fixture-${++count}`;
      asks.set(id, { resolve, reject });
      say({ id, method, params });
    }),
  // There is no stream to close: the server goes on.
  closeStream: () => {},
};

async function requested(message) {
  try {
    const found = message.method === 'initialize' ? opening(message.params) : await result(message, way);
    say({ id: message.id, result: found });
  } catch (error) {
    say({ id: message.id, error: { code: error.code ?? -32603, message: error.message, data: error.data } });
  }
}

function answered(message) {
  const ask = asks.get(message.id);
  asks.delete(message.id);
  if (message.error) ask?.reject(new Error(message.error.message));
  else ask?.resolve(message.result);
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const message = JSON.parse(line);
    if (message.method === undefined) answered(message);
    else if (message.id !== undefined) void requested(message);
  })
  .on('close', () => process.exit(0));
