// The command palette: everything by name, with Ctrl K.

import { fill, h } from './dom.js';
import { openHelp, openOrder, ordersFor } from './dialogs.js';
import { icon } from './icons.js';
import { openBypass } from './orders/bypass.js';
import { may } from './rights.js';
import { go } from './router.js';
import { state } from './state.js';
import { plain, shown } from './text.js';
import { toggleTheme } from './theme.js';

const MOST = 12;
const VIEWS = [
  ['fleet', 'Fleet', '/'],
  ['held', 'Approvals', '/approvals'],
  ['detect', 'Detections', '/detections'],
  ['rules', 'Rules', '/rules'],
  ['boxes', 'Agents', '/agents'],
  ['tool', 'Tools', '/tools'],
  ['policy', 'Policy', '/policy'],
  ['health', 'Health', '/health'],
  ['alert', 'Alerts', '/alerts'],
  ['file', 'Audit', '/audit', 'evidence'],
  ['user', 'Operators', '/operators', 'administer'],
];
const ORDER_ICONS = { pause: 'paused', restrict: 'restricted', resume: 'play', kill: 'killed', release: 'permit' };

/** Opens it; there is never more than one. */
export function openPalette() {
  if (document.querySelector('dialog.palette')) return;
  let options = [];
  let at = 0;
  const input = h('input', { class: 'input', type: 'search', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'commands', 'aria-label': 'Search or command', placeholder: 'A view, session, agent, rule, or what to do', autocomplete: 'off', spellcheck: 'false' });
  const list = h('ul', { id: 'commands', role: 'listbox', 'aria-label': 'Commands' });
  const dialog = h('dialog', { class: 'palette', 'aria-label': 'Search or command' }, input, list);
  const back = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (back instanceof HTMLElement && back.isConnected) back.focus();
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  input.addEventListener('input', () => paint());
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      show((at + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % Math.max(1, options.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(at);
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  paint();

  function paint() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    options = commands()
      .filter((one) => words.every((word) => one.text.toLowerCase().includes(word)))
      .slice(0, MOST);
    fill(list, options.length ? options.map(item) : h('li', { class: 'faint' }, 'Nothing by that name'));
    show(0);
  }

  function item(one, index) {
    return h('li', { id: `command-${index}`, role: 'option', on: { click: () => run(index) } }, icon(one.icon), h('span', { class: 'clip' }, shown(one.text)), h('span', { class: 'tiny faint push' }, one.kind));
  }

  function show(index) {
    at = index;
    [...list.children].forEach((node, place) => options.length && node.setAttribute('aria-selected', String(place === at)));
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    if (options.length) input.setAttribute('aria-activedescendant', `command-${at}`);
    else input.removeAttribute('aria-activedescendant');
  }

  function run(index) {
    const one = options[index];
    if (!one) return;
    dialog.close();
    one.run();
  }
}

function commands() {
  const sessions = [...state.sessions.values()].sort((a, b) => b.risk - a.risk);
  const open = location.pathname.match(/^\/sessions\/([^/]+)/)?.[1];
  const here = open && state.sessions.get(decodeURIComponent(open));
  const agents = new Set(sessions.map((session) => session.agentName).filter(Boolean));
  return [
    ...(here ? ordersFor(here).map((action) => ({ icon: ORDER_ICONS[action], kind: 'order', text: `${action[0].toUpperCase()}${action.slice(1)} ${plain(here.task) || here.id}`, run: () => openOrder(action, here, () => {}) })) : []),
    ...(here ? [{ icon: 'split', kind: 'view', text: 'Compare with another session', run: () => go(`/compare?a=${here.id}`) }] : []),
    ...VIEWS.filter(([, , , needs]) => !needs || may(needs)).map(([image, word, path]) => ({ icon: image, kind: 'view', text: word, run: () => go(path) })),
    ...(may('contain') ? ['pause', 'resume', 'kill', 'release'].map((action) => ({ icon: ORDER_ICONS[action], kind: 'order', text: `${action[0].toUpperCase()}${action.slice(1)} everybody`, run: () => openOrder(action, null, () => {}) })) : []),
    ...(may('bypass') ? [{ icon: 'alert', kind: 'order', text: 'Break the glass: only watch for a while', run: openBypass }] : []),
    { icon: 'theme', kind: 'page', text: 'Switch between dark and light', run: toggleTheme },
    { icon: 'help', kind: 'page', text: 'Keys', run: openHelp },
    ...state.waiting().map((approval) => ({ icon: 'held', kind: 'held call', text: `${plain(approval.tool)} ${approval.ref}`, run: () => go(`/approvals/${approval.ref}`) })),
    ...sessions.map((session) => ({ icon: session.state, kind: 'session', text: `${plain(session.task) || 'No task declared'} ${session.id}`, run: () => go(`/sessions/${session.id}`) })),
    ...[...agents].map((name) => ({ icon: 'boxes', kind: 'agent', text: plain(name), run: () => go(`/agents?q=${encodeURIComponent(`agent = "${name}"`)}`) })),
    ...[...state.rules.values()].map((rule) => ({ icon: 'rules', kind: 'rule', text: `${rule.title} ${rule.id}`, run: () => go(`/rules/${encodeURIComponent(rule.id)}`) })),
  ];
}
