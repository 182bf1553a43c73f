// Says what a tool can do: effects, what its results carry, what its arguments are.

import { post } from '../api.js';
import { fill, h } from '../dom.js';
import { words } from '../format.js';
import { icon } from '../icons.js';
import { parse } from '../payload.js';
import { say, toast } from '../say.js';
import { plain, shown } from '../text.js';

const EFFECTS = ['read', 'discover', 'write', 'destroy', 'egress', 'pay', 'exec', 'admin', 'delegate', 'memory-read', 'memory-write'];
const LABELS = ['private', 'secret', 'untrusted'];
const ROLES = ['other', 'resource', 'destination', 'content', 'identity', 'query', 'secret', 'amount', 'time'];
const HINTS = { readOnlyHint: ['only reads', 'writes'], destructiveHint: ['destroys', 'does not destroy'], openWorldHint: ['reaches outside', 'stays inside'], idempotentHint: ['may be repeated', 'is not to be repeated'] };
const REASON = 'Labelled from its definition';

/** What nobody has said of a tool is not what it can do. */
export function isUnlabelled(one) {
  return one.kind === 'tool' && one.source === 'none';
}

/** The form; `done` is called with the tool as it is afterwards. */
export function labelForm(one, done) {
  const effects = new Set(isUnlabelled(one) ? [] : one.effects);
  const labels = new Set(isUnlabelled(one) ? [] : one.labels);
  const roles = { ...one.roles };
  const reason = h('input', { class: 'input', type: 'text', maxlength: 500, value: REASON, 'aria-label': 'Reason' });
  const send = h('button', { class: 'button primary', type: 'submit' }, icon('permit', 'small'), 'Label tool');
  const wrong = h('div', { role: 'alert' });
  const form = h(
    'form',
    { needs: 'label', class: 'labelling', on: { submit } },
    toggles('What it can do', EFFECTS, effects, words),
    toggles('What its results carry', LABELS, labels, (name) => `${words(name)} data`),
    rolesTable(),
    h('div', { class: 'field' }, reason),
    h('div', { class: 'group' }, send, h('span', { class: 'tiny faint' }, 'Stands before every catalogue; kept in the journal.')),
    wrong,
  );
  reason.addEventListener('input', check);
  check();
  return form;

  function check() {
    send.disabled = effects.size === 0 || reason.value.trim() === '';
  }

  function toggles(title, names, chosen, word) {
    return h(
      'div',
      { class: 'toggles', role: 'group', 'aria-label': title },
      names.map((name) =>
        h(
          'button',
          {
            type: 'button',
            class: 'toggle',
            data: { name },
            'aria-pressed': String(chosen.has(name)),
            on: {
              click: (event) => {
                if (!chosen.delete(name)) chosen.add(name);
                event.currentTarget.setAttribute('aria-pressed', String(chosen.has(name)));
                check();
              },
            },
          },
          icon(name, 'small'),
          word(name),
        ),
      ),
    );
  }

  function rolesTable() {
    const names = [...new Set([...argumentsOf(one), ...Object.keys(one.roles)])];
    if (names.length === 0) return null;
    return h(
      'table',
      { class: 'values roles' },
      h('caption', { class: 'unseen' }, 'What its arguments are'),
      h('tbody', {}, names.map((name) => h('tr', {}, h('th', { scope: 'row' }, shown(name)), h('td', {}, roleOf(name))))),
    );
  }

  function roleOf(name) {
    const select = h('select', { 'aria-label': `What ${plain(name)} is`, on: { change: (event) => { roles[name] = event.target.value; } } }, ROLES.map((role) => h('option', { value: role, selected: role === (roles[name] || 'other') }, words(role))));
    return select;
  }

  async function submit(event) {
    event.preventDefault();
    send.disabled = true;
    fill(wrong);
    try {
      const body = { upstream: one.upstream, name: one.name, effects: [...effects], labels: [...labels], roles, reason: reason.value.trim() };
      const after = await post('/offers/classify', body);
      const text = `Labelled ${plain(one.name)}`;
      toast(text, `${[...effects].map(words).join(', ')}; counts from the next call on`);
      say(text, true);
      done(after);
    } catch (error) {
      check();
      fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, error.message, ' ', h('span', { class: 'mono faint' }, error.code))));
    }
  }
}

/** Names of the arguments that the definition tells of. */
function argumentsOf(one) {
  const definition = parse(one.definition || one.waiting?.definition || '');
  const properties = definition?.inputSchema?.properties;
  return properties && typeof properties === 'object' ? Object.keys(properties).slice(0, 60) : [];
}

/** What the server hints at, in words; its own word, which can only tighten. */
export function hintsOf(one) {
  const annotations = parse(one.definition || one.waiting?.definition || '')?.annotations;
  if (!annotations || typeof annotations !== 'object') return [];
  return Object.entries(HINTS)
    .filter(([name]) => typeof annotations[name] === 'boolean')
    .map(([name, [yes, no]]) => (annotations[name] ? yes : no));
}
