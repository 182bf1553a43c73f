// Who may what: operators, their roles and tokens, and who is logged in. Admins only.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { number, time, words } from '../format.js';
import { icon } from '../icons.js';
import { listPane } from '../list-pane.js';
import { addOperator, MEANING, revokeToken, roleTags, rolesForm, rotateToken } from '../operators/forms.js';
import { ageOf, empty } from '../parts.js';
import { link } from '../router.js';
import { may } from '../rights.js';
import { plain, shown } from '../text.js';

const SOON = 14 * 86400000;
const MOST = 8;
const FIELDS = {
  name: { type: 'text', hint: 'under which all is recorded', of: (one) => one.name },
  role: { type: 'list', hint: 'viewer, operator, ..', of: (one) => one.roles },
  state: { type: 'text', hint: 'good, expired, revoked', of: (one) => one.state },
  by: { type: 'text', hint: 'who made the token', of: (one) => one.createdBy },
  used: { type: 'text', hint: 'yes or never', of: (one) => (one.lastUsedAt ? 'yes' : 'never') },
  soon: { type: 'text', hint: 'ends within 14 days', of: (one) => (endsSoon(one) ? 'yes' : 'no') },
  in: { type: 'text', hint: 'logged in now', of: (one) => (one.logins.length ? 'yes' : 'no') },
};
const COLUMNS = [
  ['who-col', 'Operator'],
  ['may-col', 'Roles'],
  ['token-col', 'Token'],
  ['used-col', 'Last use'],
  ['ends-col', 'Good until'],
];

export function operatorsView(place) {
  if (!may('administer')) {
    fill(place.top, h('h1', {}, 'Operators'));
    fill(place.main, empty({ emblem: 'user', title: 'An admin says who may what', text: 'You may look at what agents do, but not at who may do what here. Ask an admin.', actions: [h('a', { class: 'button', ...link('/') }, 'To the fleet')] }));
    return { keys: {} };
  }
  let drawn = '';
  const add = () => addOperator(after);
  const pane = listPane(place, {
    title: 'Operators',
    noun: 'operator',
    kind: 'operators',
    caption: 'Operators, those whose token is good first',
    placeholder: 'Filter: role = admin and used = never, or any words',
    fields: FIELDS,
    columns: COLUMNS,
    idOf: (one) => one.id,
    textOf: (one) => plain([one.name, one.id, one.state, ...one.roles].join(' ')).toLowerCase(),
    fetch: async () => rowsOf(await get('/operators')),
    counters,
    cells,
    side: paintSide,
    action: h('button', { class: 'button primary', type: 'button', on: { click: add } }, icon('user', 'small'), 'Add operator'),
    nothing: () => ({ emblem: 'user', title: 'Nobody is known', text: 'Add the first operator.', actions: [] }),
    aside: 'Tokens are kept as hashes; each is shown once, when it is made',
  });

  async function after(id) {
    await pane.load();
    pane.choose(id);
  }

  // What is half chosen stays as long as the operator is the same.
  function paintSide(side, one) {
    const print = JSON.stringify(one && { ...one, lastUsedAt: null, logins: one.logins.length });
    if (print === drawn) return;
    drawn = print;
    side.scrollTop = 0;
    fill(side, one && [title(one), facts(one), roles(one), one.kind === 'token' && one.state === 'good' && tokenOrders(one), loggedIn(one)]);
  }

  function title(one) {
    return h('div', { class: 'section' }, h('div', { class: 'group' }, stateTag(one)), h('h2', { class: 'side-title' }, shown(one.name)), h('p', { class: 'dim' }, KINDS[one.kind]));
  }

  function roles(one) {
    const changeable = one.kind === 'token' && one.state === 'good';
    return h(
      'div',
      { class: 'section' },
      h('h3', { class: 'label' }, 'Roles'),
      changeable ? rolesForm(one, after) : h('dl', { class: 'facts' }, one.roles.map((role) => [h('dt', {}, role), h('dd', {}, MEANING[role])])),
    );
  }

  function tokenOrders(one) {
    return h(
      'div',
      { class: 'section' },
      h('h3', { class: 'label' }, 'Token'),
      h(
        'div',
        { class: 'actions-row' },
        h('button', { class: 'button', type: 'button', on: { click: () => rotateToken(one, after) } }, icon('loop', 'small'), 'Make a new one'),
        h('button', { class: 'button danger', type: 'button', on: { click: () => revokeToken(one, after) } }, icon('deny', 'small'), 'Revoke'),
      ),
    );
  }

  pane.view.keys.n = add;
  return pane.view;
}

const KINDS = {
  first: 'The first operator: the token that the first start made.',
  token: 'Has a token that an admin made.',
  provider: 'Logged in at your identity provider, whose groups say the roles.',
};

/** Everybody in one list: the first operator, holders of tokens, and who came by an identity provider. */
function rowsOf({ first, operators, logins }) {
  const blank = { createdBy: '', createdAt: null, expiresAt: null, revokedAt: null, lastUsedAt: null, formerUntil: null };
  const of = (test) => logins.filter(test);
  const others = new Map(logins.filter((login) => !login.token && login.name !== first.name).map((login) => [login.name, login]));
  const rows = [
    { ...blank, id: 'first', kind: 'first', name: first.name, roles: first.roles, state: 'good', logins: of((login) => !login.token && login.name === first.name) },
    ...operators.map((token) => ({ ...token, kind: 'token', logins: of((login) => login.token === token.id) })),
    ...[...others.values()].map((login) => ({ ...blank, id: `login ${login.name}`, kind: 'provider', name: login.name, roles: login.roles, state: 'logged in', logins: of((one) => !one.token && one.name === login.name) })),
  ];
  for (const row of rows) row.lastUsedAt ??= row.logins.map((login) => login.usedAt).sort().at(-1) || null;
  return rows.sort((a, b) => isOver(a) - isOver(b) || a.name.localeCompare(b.name));
}

function counters(all, cell) {
  const good = all.filter((one) => !isOver(one));
  const soon = good.filter(endsSoon).length;
  const idle = good.filter((one) => one.kind === 'token' && !one.lastUsedAt).length;
  return [
    cell('May act now', number(good.length), ` of ${number(all.length)}`, ''),
    cell('Admins', number(good.filter((one) => one.roles.includes('admin')).length), '', 'role = admin'),
    cell('Never used', number(idle), '', 'used = never'),
    cell('End within 14 days', number(soon), '', 'soon = yes', soon > 0),
  ];
}

function cells(one) {
  return [
    h('td', { class: 'c-who-col' }, h('span', { class: 'two-lines' }, h('span', {}, shown(one.name)), h('span', { class: one.kind === 'token' ? 'mono' : '' }, one.kind === 'token' ? one.id : one.kind === 'first' ? 'first operator' : 'identity provider'))),
    h('td', { class: 'c-may-col' }, h('span', { class: 'role-tags' }, roleTags(one.roles))),
    h('td', { class: 'c-token-col' }, stateTag(one)),
    h('td', { class: 'c-used-col' }, one.lastUsedAt ? ageOf(one.lastUsedAt) : h('span', { class: 'faint' }, one.kind === 'token' ? 'never' : 'unknown')),
    h('td', { class: 'c-ends-col' }, h('span', { class: endsSoon(one) ? 'soon-over' : 'dim' }, one.revokedAt ? 'revoked' : one.expiresAt ? time(one.expiresAt) : one.kind === 'first' ? 'for good' : 'logged out')),
  ];
}

function facts(one) {
  const rows = [
    one.kind === 'token' && ['Token', h('span', { class: 'mono' }, one.id)],
    one.createdAt && ['Made', [time(one.createdAt), ' by ', shown(one.createdBy)]],
    one.expiresAt && ['Good until', time(one.expiresAt)],
    one.revokedAt && ['Revoked', time(one.revokedAt)],
    one.formerUntil && ['Old token', `good until ${time(one.formerUntil)}`],
    ['Last use', one.lastUsedAt ? ageOf(one.lastUsedAt) : one.kind === 'token' ? 'never' : 'unknown, because its use is not counted'],
    one.kind === 'first' && ['To renew it', 'stop the server, delete operator.json of the data folder, start again'],
  ];
  return h('div', { class: 'section' }, h('dl', { class: 'facts' }, rows.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function loggedIn(one) {
  if (one.logins.length === 0) return null;
  return h(
    'div',
    { class: 'section' },
    h('h3', { class: 'label' }, 'Browsers logged in'),
    h('ul', { class: 'tally-list' }, [...one.logins].sort((a, b) => b.usedAt.localeCompare(a.usedAt)).slice(0, MOST).map((login) => h('li', {}, h('span', {}, `since ${time(login.since)}`), h('span', { class: 'faint push' }, 'used ', ageOf(login.usedAt)))), one.logins.length > MOST && h('li', { class: 'faint' }, `and ${number(one.logins.length - MOST)} more`)),
  );
}

function stateTag(one) {
  const look = { good: 'enforce', expired: 'off', revoked: 'no-owner', 'logged in': 'shadow' }[one.state];
  return h('span', { class: `tag ${look}` }, words(one.state).toLowerCase());
}

function isOver(one) {
  return one.state === 'expired' || one.state === 'revoked' ? 1 : 0;
}

function endsSoon(one) {
  return one.state === 'good' && one.expiresAt !== null && Date.parse(one.expiresAt) - Date.now() < SOON;
}
