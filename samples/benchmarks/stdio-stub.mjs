// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// The least an MCP server over stdio can be: answers at once, always the same but for the id.
let rest = '';
const answer = (id, result) =>
  process.stdout.write(JSON.stringify({jsonrpc: '2.0', id, result}) + '\n');
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) {
    if (!line.trim()) continue;
    const {id, method, params} = JSON.parse(line);
    if (id === undefined) continue;
    if (method === 'initialize') {
      answer(id, {
        protocolVersion: params.protocolVersion,
        capabilities: {tools: {}},
        serverInfo: {name: 'stdio-stub', version: '1'},
      });
    } else if (method === 'tools/list') {
      answer(id, {tools: [{name: 'echo', inputSchema: {type: 'object'}}]});
    } else {
      answer(id, {content: [{type: 'text', text: 'ok'}], isError: false});
    }
  }
});
