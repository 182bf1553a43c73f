// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// The client of the conformance suite with a gateway in front of the suite's server: `behind-gateway.mjs URL`. Who runs
// the test (HOLDPOINT_OPERATOR) starts a gateway for the URL, and is told of every token the authorization server gives
// out: that server offers no introspection, so the operator answers for it.
const OPERATOR = process.env.HOLDPOINT_OPERATOR;
const SCENARIO = process.env.MCP_CONFORMANCE_SCENARIO ?? '';
const plain = globalThis.fetch;

async function tell(path, body) {
  const answer = await plain(`${OPERATOR}${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`operator: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const { gateway } = await tell('/gateway', { server: process.argv.at(-1), scenario: SCENARIO });

globalThis.fetch = async (input, init) => {
  const url = String(input instanceof Request ? input.url : input);
  if (SCENARIO === 'auth/authorization-server-migration' && url === gateway) await tell('/look-again', { gateway });
  const answer = await plain(input, init);
  const form = new URLSearchParams(typeof init?.body === 'string' || init?.body instanceof URLSearchParams ? init.body : '');
  if (form.has('grant_type') && answer.ok) {
    const given = await answer.clone().json();
    if (given.token_type?.toLowerCase() === 'bearer') {
      await tell('/issued', {
        gateway,
        endpoint: url,
        token: given.access_token,
        scope: given.scope ?? form.get('scope') ?? '',
        resource: form.get('resource') ?? '',
      });
    }
  }
  return answer;
};

process.argv.push(gateway);
await import('./client.mjs');
