// What everybody has to know, whatever they look at: one line above the view.

import { fill, h } from './dom.js';
import { time } from './format.js';
import { icon } from './icons.js';
import { bypassBanner } from './orders/bypass.js';
import { state } from './state.js';

/** Paints the line anew when it would say something else; the worst of all there is. */
export function paintBanner(node) {
  const lost = state.stream.lostAt;
  const sources = state.health?.sources || [];
  const down = sources.filter((source) => !source.up);
  const print = JSON.stringify([lost, state.health?.bypass, down, sources.some((source) => source.kind === 'anonymous')]);
  if (node.dataset.print === print) return;
  node.dataset.print = print;
  if (lost) fill(node, stopped(lost));
  else if (state.health?.bypass) fill(node, bypassBanner());
  else if (down.length) fill(node, broken(down));
  else if (sources.some((source) => source.kind === 'anonymous')) fill(node, anybody());
  else fill(node);
}

function stopped(lost) {
  return h(
    'div',
    { class: 'banner bad', role: 'status' },
    icon('lost'),
    h('span', { class: 'say' }, h('b', {}, `Live updates stopped at ${time(lost)}.`), ' What you see is from then. Orders go over their own connection and still work.'),
    h('button', { class: 'button push', type: 'button', on: { click: () => state.stream.again() } }, 'Try now'),
  );
}

function broken(down) {
  return h(
    'div',
    { class: 'banner warn', role: 'status' },
    icon('clock'),
    h('span', { class: 'say' }, h('b', {}, `${down.map((source) => `${source.kind} ${source.name}`).join(', ')} does not work.`), ' ', down.map((source) => source.detail).filter(Boolean).map((text) => (text.endsWith('.') ? text : `${text}.`)).join(' '), ' What depends on it may be old.'),
  );
}

function anybody() {
  return h('div', { class: 'banner', role: 'status' }, icon('alert'), h('span', { class: 'say' }, h('b', {}, 'The gateway admits anybody.'), ' Callers without a credential are one principal, which nobody can tell apart (gateway.anonymous).'));
}
