// How far an order reaches, for how long, and with which effects: the fields of its dialog.

import { fill, h } from '../dom.js';
import { words } from '../format.js';
import { icon } from '../icons.js';
import { state } from '../state.js';

const EFFECTS = ['read', 'discover', 'write', 'memory-read', 'memory-write', 'delegate', 'egress', 'destroy', 'pay', 'exec', 'admin'];
const TIMES = [['', 'Until somebody ends it'], ['10m', '10 minutes'], ['30m', '30 minutes'], ['2h', '2 hours'], ['24h', '1 day']];
const SCOPES = [
  ['session', 'This session'],
  ['tree', 'It, and what it handed work to'],
  ['agent', 'Everything of this agent’s credential'],
  ['principal', 'Everything of its principal'],
];
const WIDE = new Set(['agent', 'principal', 'all']);

/** The fields for an order of one session, or of everybody if there is none; `changed` is called whenever what they say may have. */
export function reachOf(action, session, changed) {
  const kept = new Set(['read']);
  const scope = session && h('select', { class: 'input', id: 'order-scope' }, SCOPES.map(([value, word]) => h('option', { value }, word)));
  const lasting = ['pause', 'restrict'].includes(action) && h('select', { class: 'input', id: 'order-for' }, TIMES.map(([value, word]) => h('option', { value }, word)));
  const second = h('input', { class: 'input', id: 'order-second', type: 'text', maxlength: 100, autocomplete: 'off', spellcheck: 'false', placeholder: 'Name of a second person' });
  const wide = h(
    'div',
    { class: 'field' },
    h('label', { for: 'order-second' }, 'Who else wants it'),
    second,
    h('p', { class: 'help' }, action === 'kill' ? 'This is a quarantine: what begins later is refused too, until somebody releases it. ' : '', 'An order this wide names a second person. It stands in the journal as your word.'),
  );
  const node = h(
    'div',
    { class: 'reach', on: { input: paint } },
    action === 'restrict' && h('div', { class: 'field' }, h('span', { class: 'legend-word' }, 'It keeps'), h('div', { class: 'toggles', role: 'group', 'aria-label': 'Effects it keeps' }, EFFECTS.map(toggle))),
    scope && field('order-scope', 'Reaches', scope),
    wide,
    lasting && field('order-for', 'For', lasting),
  );
  paint();

  function toggle(name) {
    const click = (event) => {
      if (!kept.delete(name)) kept.add(name);
      event.currentTarget.setAttribute('aria-pressed', String(kept.has(name)));
      changed();
    };
    return h('button', { type: 'button', class: 'toggle', data: { name }, 'aria-pressed': String(kept.has(name)), on: { click } }, icon(name, 'small'), words(name));
  }

  function reach() {
    return scope ? scope.value : 'all';
  }

  function paint() {
    wide.hidden = !WIDE.has(reach());
    changed();
  }

  return {
    node,
    /** True if an order of this reach can be given. */
    able: () => (wide.hidden || (second.value.trim() !== '' && second.value.trim() !== state.operator)) && (action !== 'restrict' || kept.size > 0),
    wide: () => !wide.hidden,
    body: () => ({
      ...(scope && scope.value !== 'session' ? { scope: scope.value } : {}),
      ...(wide.hidden ? {} : { second: second.value.trim() }),
      ...(lasting && lasting.value ? { for: lasting.value } : {}),
      ...(action === 'restrict' ? { effects: [...kept] } : {}),
    }),
  };
}

function field(id, word, control) {
  return h('div', { class: 'field' }, h('label', { for: id }, word), control);
}

/** What went wrong, beneath a form. */
export function tellWrong(node, error) {
  fill(node, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, error.message, ' ', h('span', { class: 'mono faint' }, error.code))));
}
