// The first start: nothing has passed yet, and how to change that.

import { h } from '../dom.js';
import { icon } from '../icons.js';
import { toast } from '../say.js';
import { state } from '../state.js';
import { time } from '../format.js';

export function welcome() {
  const sources = state.health?.sources || [];
  const upstreams = sources.filter((source) => source.kind === 'upstream' && source.address);
  const otlp = sources.find((source) => source.kind === 'otlp-http') || sources.find((source) => source.kind === 'otlp-grpc');
  return h(
    'div',
    { class: 'welcome' },
    h(
      'div',
      {},
      h('span', { class: 'emblem own' }, icon('held', 'large')),
      h('h2', {}, 'No agent has passed here yet'),
      h('p', {}, 'Holdpoint is up and judging. Send one call through the gateway, and its session appears here by itself.'),
      h('p', { class: 'tiny faint' }, state.health && `Waiting since ${time(state.health.startedAt)}, version ${state.health.version}`),
    ),
    h(
      'ol',
      { class: 'ways' },
      way(
        1,
        'Point your agent at the gateway',
        upstreams.length
          ? [upstreams.map((source) => command(source.address)), h('p', {}, 'Use it in place of the MCP server’s own address. The agent needs nothing else.')]
          : [h('p', {}, 'No MCP server stands behind the gateway yet. Name yours under upstreams in the configuration, and its address appears here.')],
      ),
      way(2, 'Send telemetry, so that model calls are seen too', [command(`OTEL_EXPORTER_OTLP_ENDPOINT=${otlp?.address || 'http://127.0.0.1:4318'}`), h('p', {}, 'Any OpenTelemetry exporter of an agent framework will do.')]),
      way(3, 'Or watch four sample agents first', [command('./holdpoint demo'), h('p', {}, 'One of them reads a secret and tries to mail it out.')]),
    ),
  );
}

function way(number, title, content) {
  return h('li', {}, h('span', { class: 'nr', 'aria-hidden': 'true' }, number), h('h3', {}, title), content);
}

function command(text) {
  const copy = h('button', { class: 'button ghost square', type: 'button', 'aria-label': 'Copy', title: 'Copy' }, icon('copy'));
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast('Copied', text.split('\n')[0]);
    } catch {
      toast('Not copied', 'The browser does not allow it here; select the text instead.', true);
    }
  });
  return h('div', { class: 'copy-row' }, h('pre', { class: 'code' }, text), copy);
}
