// A new rule: its id, and what it begins with.

import { h, fill } from '../dom.js';
import { icon } from '../icons.js';
import { go, link, route } from '../router.js';
import { state } from '../state.js';

const ID = /^[A-Z]{2,10}-(CHAIN|LOOP|DRIFT|INJ|MULTI|EVADE)-[0-9]{3}$/;
const FORMS = [
  ['usual', 'What its family mostly has'],
  ['filter', 'Filter: one event and a condition'],
  ['sequence', 'Sequence: several events, one after the other'],
  ['rate', 'Rate: many events in a time'],
  ['baseline', 'Baseline: other than the agent usually does'],
  ['epl', 'EPL: a statement of your own'],
];

export function newRule({ main, top }) {
  const from = route().query.get('from') || '';
  const id = h('input', { class: 'input mono', id: 'rule-id', autocomplete: 'off', spellcheck: 'false', placeholder: 'ACME-CHAIN-001', value: from ? free(from) : '', 'aria-describedby': 'rule-id-help' });
  const form = h('select', { class: 'input', id: 'rule-form' }, FORMS.map(([value, word]) => h('option', { value }, word)));
  const wrong = h('div', { role: 'alert' });
  fill(top, h('a', { ...link('/rules') }, 'Rules'), icon('right'), h('h1', {}, from ? `Copy of ${from}` : 'New rule'));
  fill(
    main,
    h(
      'form',
      { class: 'new-rule', on: { submit } },
      h('h2', {}, from ? `A rule of your own after ${from}` : 'A rule of your own'),
      h('p', { class: 'dim' }, 'It begins in shadow: it records what it would have done and stops nobody.'),
      h('div', { class: 'field' }, h('label', { for: 'rule-id' }, 'Id'), id, h('p', { class: 'help', id: 'rule-id-help' }, 'Your house, the family (CHAIN, DRIFT, EVADE, INJ, LOOP, MULTI), a number.')),
      !from && h('div', { class: 'field' }, h('label', { for: 'rule-form' }, 'Begins as'), form),
      wrong,
      h('div', { class: 'group' }, h('button', { class: 'button primary', type: 'submit' }, icon('write', 'small'), 'Begin'), h('a', { class: 'button', ...link('/rules') }, 'Back')),
    ),
  );
  id.focus();

  function submit(event) {
    event.preventDefault();
    const value = id.value.trim().toUpperCase();
    if (!ID.test(value)) {
      fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), 'id: got something else (expected: for example ACME-CHAIN-001)'));
      id.setAttribute('aria-invalid', 'true');
    } else if (state.rules.has(value)) {
      fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), `id: got ${value}, which is in force (expected: a free one)`));
    } else go(`/workshop/${value}?${from ? `from=${encodeURIComponent(from)}` : `form=${form.value}`}`);
  }

  return { keys: { Escape: () => go('/rules') } };
}

/** The first free id of the house ACME in the same family. */
function free(from) {
  const family = from.split('-')[1] || 'CHAIN';
  for (let i = 1; i < 1000; i++) {
    const id = `ACME-${family}-${String(i).padStart(3, '0')}`;
    if (!state.rules.has(id)) return id;
  }
  return '';
}

/** A shipped text under another id, in shadow, without what was shown of the shipped one. */
export function ownCopy(text, id) {
  const lines = [];
  let skipping = false;
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) skipping = /^(promotion|uuid):/.test(line) || line.startsWith('# SPDX-');
    if (skipping) continue;
    if (line.startsWith('id:')) lines.push(`id: ${id}`);
    else if (line.startsWith('version:')) lines.push('version: 1');
    else if (line.startsWith('mode:')) lines.push('mode: shadow');
    else lines.push(line);
  }
  return lines.join('\n');
}
