// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// A client that obeys a test: one JSON message per line in, one per line out. `open(order)` gives back something with
// `call(tool, args, patience)` and `close()`; what it throws is told as `failure`.
import { createInterface } from 'node:readline';

const opened = new Map();

async function obey(order, open) {
  switch (order.do) {
    case 'open': {
      const connection = await open(order);
      opened.set(order.id, connection);
      return { tools: connection.tools };
    }
    case 'call': {
      const result = await opened.get(order.of).call(order.tool, order.arguments, order.patience);
      return {
        isError: result.isError === true,
        text: (result.content ?? []).map((part) => part.text ?? '').join('\n'),
        structured: result.structuredContent === undefined ? '' : JSON.stringify(result.structuredContent),
      };
    }
    case 'close': {
      const connection = opened.get(order.of);
      opened.delete(order.of);
      await connection?.close();
      return {};
    }
    default:
      throw new Error(`do: got ${order.do} (expected: open, call or close)`);
  }
}

/** The texts of an error and of what caused it. */
function reasons(error) {
  const all = [];
  for (let at = error; at && all.length < 5; at = at.cause) all.push(String(at.message ?? at));
  return all.join(': ');
}

export function serve(open) {
  const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const order = JSON.parse(line);
    obey(order, open).then(
      (done) => tell({ id: order.id, ...done }),
      (error) => tell({ id: order.id, failure: reasons(error) }),
    );
  });
  lines.on('close', () => process.exit(0));
  process.on('unhandledRejection', (error) => process.stderr.write(`${reasons(error)}\n`));
}
