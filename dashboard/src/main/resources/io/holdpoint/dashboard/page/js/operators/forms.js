// Forms about operators: a new one, other roles, a new token, an end. A token is shown once and then nowhere.

import { post, remove } from '../api.js';
import { modal } from '../dialogs.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { say, toast } from '../say.js';
import { plain, shown } from '../text.js';

export const MEANING = {
  viewer: 'looks',
  developer: 'asks policies, runs back-tests, takes notes',
  approver: 'decides on held calls, takes notes',
  operator: 'is on call: stops, narrows, releases, decides on held calls, labels tools, breaks the glass',
  'rule-author': 'puts rules into force, labels tools, judges detections',
  auditor: 'takes evidence away and verifies it; changes nothing',
  admin: 'may do everything, and says who may what',
};
const LIVES = [['24h', '1 day'], ['168h', '7 days'], ['720h', '30 days'], ['2160h', '90 days'], ['8760h', '1 year']];
const OVERLAPS = [['', 'Not at all'], ['1h', '1 hour'], ['24h', '1 day'], ['168h', '7 days']];

export function roleTags(roles) {
  return roles.map((role) => h('span', { class: `tag ${role === 'admin' ? 'admin-role' : ''}`, title: MEANING[role] }, role));
}

/** Buttons to choose roles with; `changed` is called after each choice. */
function choices(chosen, changed) {
  const help = h('ul', { class: 'help role-help', 'aria-live': 'polite' });
  const tell = () => fill(help, chosen.size === 0 ? h('li', {}, 'Choose at least one.') : Object.keys(MEANING).filter((role) => chosen.has(role)).map((role) => h('li', {}, h('b', {}, role), ` ${MEANING[role]}`)));
  const click = (event) => {
    const { role } = event.currentTarget.dataset;
    if (!chosen.delete(role)) chosen.add(role);
    event.currentTarget.setAttribute('aria-pressed', String(chosen.has(role)));
    tell();
    changed();
  };
  tell();
  return [h('div', { class: 'toggles', role: 'group', 'aria-label': 'Roles' }, Object.keys(MEANING).map((role) => h('button', { type: 'button', class: 'toggle', data: { role }, 'aria-pressed': String(chosen.has(role)), on: { click } }, role))), help];
}

/** Changes the roles of a token's holder; `done` is called with the id of the token. */
export function rolesForm(one, done) {
  const chosen = new Set(one.roles);
  const wrong = h('div', { role: 'alert' });
  const send = h('button', { class: 'button primary', type: 'submit', disabled: true }, icon('permit', 'small'), 'Change roles');
  const check = () => {
    send.disabled = chosen.size === 0 || (chosen.size === one.roles.length && one.roles.every((role) => chosen.has(role)));
  };
  const submit = async (event) => {
    event.preventDefault();
    send.disabled = true;
    await attempt(wrong, check, async () => {
      const after = await post(`/operators/${one.id}/roles`, { roles: [...chosen] });
      told(`${plain(after.name)} is now ${after.roles.join(', ')}`, 'Counts at once, in open browsers too');
      done(after.id);
    });
  };
  return h('form', { class: 'labelling', on: { submit } }, choices(chosen, check), h('div', { class: 'group' }, send), wrong);
}

/** Asks for a name, roles and a time, then shows the token. */
export function addOperator(done) {
  const chosen = new Set(['viewer']);
  const name = h('input', { class: 'input', id: 'operator-name', type: 'text', maxlength: 100, required: true, autocomplete: 'off', spellcheck: 'false', placeholder: 'For example kim or kim@corp.example' });
  const life = select('operator-life', LIVES, '2160h');
  const send = h('button', { class: 'button primary', type: 'submit', disabled: true }, 'Make token');
  const check = () => {
    send.disabled = name.value.trim() === '' || chosen.size === 0;
  };
  name.addEventListener('input', check);
  form(
    'Add an operator',
    [
      field('operator-name', 'Name', name, 'Everything they do is recorded under it. A name belongs to one token at a time.'),
      h('div', { class: 'field' }, h('span', { class: 'legend-word' }, 'Roles'), choices(chosen, check)),
      field('operator-life', 'Good for', life),
    ],
    send,
    check,
    async () => {
      const made = await post('/operators', { name: name.value.trim(), roles: [...chosen], for: life.value });
      done(made.operator.id);
      return () => showOnce(made);
    },
  );
  name.focus();
}

/** Replaces a token by another one of the same holder. */
export function rotateToken(one, done) {
  const life = select('operator-life', LIVES, '2160h');
  const overlap = select('operator-overlap', OVERLAPS, '');
  form(
    'Make a new token?',
    [
      h('p', {}, 'For ', h('b', {}, shown(one.name)), '. The name and the roles stay as they are.'),
      field('operator-life', 'Good for', life),
      field('operator-overlap', 'The old one stays good for', overlap, 'Not at all if it may have been seen by others.'),
    ],
    h('button', { class: 'button primary', type: 'submit' }, 'Make token'),
    () => {},
    async () => {
      const made = await post(`/operators/${one.id}/rotate`, { for: life.value, ...(overlap.value ? { overlap: overlap.value } : {}) });
      done(made.operator.id);
      return () => showOnce(made);
    },
  );
}

/** Takes a token back. */
export function revokeToken(one, done) {
  form(
    'Revoke this token?',
    [h('p', {}, 'From now on it lets nobody in, and browsers that logged in by it are logged out. ', h('b', {}, shown(one.name)), ' needs a new one to come back.'), h('dl', { class: 'about' }, h('dt', {}, 'Operator'), h('dd', {}, shown(one.name)), h('dt', {}, 'Token'), h('dd', { class: 'mono' }, one.id))],
    h('button', { class: 'button danger solid', type: 'submit' }, icon('deny', 'small'), 'Revoke'),
    () => {},
    async () => {
      await remove(`/operators/${one.id}`);
      told(`Revoked the token of ${plain(one.name)}`, one.id);
      done(one.id);
    },
    'Keep it',
  );
}

/** The token is in this dialog and nowhere else: not in the address, the state, or a message. */
function showOnce({ operator, token }) {
  const text = h('pre', { class: 'code token-once', tabindex: 0, 'aria-label': 'The token' }, token);
  const copy = h('button', { class: 'button ghost square', type: 'button', 'aria-label': 'Copy', title: 'Copy' }, icon('copy'));
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(token);
      toast('Copied', 'Hand it over by a way that only its holder reads.');
    } catch {
      toast('Not copied', 'The browser does not allow it here; select the text instead.', true);
    }
  });
  const dialog = modal(
    'The token, this once',
    h('div', { class: 'body' }, h('p', {}, 'For ', h('b', {}, shown(operator.name)), ' as ', operator.roles.join(', '), '. Only its hash is kept: whoever loses it needs a new one.'), h('div', { class: 'copy-row' }, text, copy)),
    h('div', { class: 'actions' }, h('button', { class: 'button primary', type: 'button', on: { click: () => dialog.close() } }, 'I have it')),
  );
  dialog.addEventListener('close', () => fill(text));
}

function form(title, body, send, check, run, keep = 'Cancel') {
  const wrong = h('div', { role: 'alert' });
  const submit = async (event) => {
    event.preventDefault();
    send.disabled = true;
    await attempt(
      wrong,
      () => {
        send.disabled = false;
        check();
      },
      async () => {
        const next = await run();
        dialog.close();
        next?.();
      },
    );
  };
  const dialog = modal(title, h('form', { on: { submit } }, h('div', { class: 'body' }, body, wrong), h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', on: { click: () => dialog.close() } }, keep), send)));
}

async function attempt(wrong, again, run) {
  fill(wrong);
  try {
    await run();
  } catch (error) {
    again();
    fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, error.message, ' ', h('span', { class: 'mono faint' }, error.code))));
  }
}

function field(id, word, control, help = '') {
  return h('div', { class: 'field' }, h('label', { for: id }, word), control, help && h('p', { class: 'help' }, help));
}

function select(id, options, chosen) {
  return h('select', { class: 'input', id }, options.map(([value, word]) => h('option', { value, selected: value === chosen }, word)));
}

function told(text, evidence) {
  toast(text, evidence);
  say(text, true);
}
