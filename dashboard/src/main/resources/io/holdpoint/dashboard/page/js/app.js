// The shell: login, navigation, banners, keys. Start reading here.

import { get, onLoggedOut, remove } from './api.js';
import { fill, h } from './dom.js';
import { openHelp } from './dialogs.js';
import { age, span, time } from './format.js';
import { icon, mark, sprite } from './icons.js';
import { openPalette } from './palette.js';
import { go, link, onRoute, route } from './router.js';
import { mountVoices, toast } from './say.js';
import { state } from './state.js';
import { toggleTheme } from './theme.js';
import { agentsView } from './views/agents.js';
import { approvalsView } from './views/approvals.js';
import { compareView } from './views/compare.js';
import { detectionsView } from './views/detections.js';
import { fleetView } from './views/fleet.js';
import { loginView } from './views/login.js';
import { rulesView } from './views/rules.js';
import { sessionView } from './views/session.js';

const VIEWS = { fleet: fleetView, session: sessionView, approvals: approvalsView, detections: detectionsView, rules: rulesView, agents: agentsView, compare: compareView };
const LINKS = [
  ['fleet', '/', 'fleet', 'Fleet'],
  ['approvals', '/approvals', 'held', 'Approvals'],
  ['detections', '/detections', 'detect', 'Detections'],
  ['rules', '/rules', 'rules', 'Rules'],
  ['agents', '/agents', 'boxes', 'Agents'],
];

let shell = null;
let view = null;
let chord = 0;

function buildShell() {
  const nodes = {
    links: new Map(LINKS.map(([name, path, image, word]) => [name, h('a', { class: 'nav-link', title: word, ...link(path) }, icon(image), h('span', {}, word))])),
    top: h('div', { class: 'crumb' }),
    live: h('span', { class: 'live waiting' }, h('i'), h('span', {}, 'Connecting')),
    banner: h('div', {}),
    main: h('main', { id: 'main', tabindex: -1 }),
  };
  nodes.app = h(
    'div',
    { class: 'app' },
    h(
      'nav',
      { class: 'nav', 'aria-label': 'Main' },
      h('a', { class: 'brand', 'aria-label': 'Holdpoint, to the fleet', ...link('/') }, mark(), h('span', {}, 'Holdpoint')),
      [...nodes.links.values()],
      h(
        'div',
        { class: 'me' },
        h('span', { class: 'avatar', title: state.operator, 'aria-hidden': 'true' }, state.operator.slice(0, 2).toUpperCase()),
        h('span', { class: 'who clip' }, h('span', { class: 'strong' }, state.operator), h('br'), h('span', { class: 'faint version' })),
        h('button', { class: 'button ghost square push', type: 'button', title: 'Log out', 'aria-label': 'Log out', on: { click: logout } }, icon('leave')),
      ),
    ),
    h(
      'div',
      { class: 'stage' },
      h(
        'header',
        { class: 'top' },
        nodes.top,
        h('span', { class: 'push' }),
        nodes.live,
        h('button', { class: 'opener', type: 'button', 'aria-label': 'Search or command', title: 'Search or command (Ctrl K)', on: { click: openPalette } }, icon('search'), h('span', {}, 'Search or command'), h('kbd', {}, 'Ctrl K')),
        h('button', { class: 'button ghost square', type: 'button', 'aria-label': 'Switch between dark and light', title: 'Theme (T)', on: { click: toggleTheme } }, icon('theme')),
        h('button', { class: 'button ghost square', type: 'button', 'aria-label': 'Keys', title: 'Keys (?)', on: { click: openHelp } }, icon('help')),
      ),
      nodes.banner,
      nodes.main,
    ),
  );
  return nodes;
}

function show(now) {
  if (!shell) return;
  if (now.view === 'login') {
    go('/');
    return;
  }
  if (view && view.name === now.view && view.follow?.(now)) {
    paint();
    return;
  }
  view?.leave?.();
  fill(shell.main);
  fill(shell.top);
  shell.app.classList.toggle('narrow', now.view === 'session' || now.view === 'compare');
  view = VIEWS[now.view]({ main: shell.main, top: shell.top, route: now });
  view.name = now.view;
  const name = LINKS.find(([known]) => known === now.view)?.[3] || now.id || 'Compare';
  document.title = `${name} · Holdpoint`;
  if (shell.shown) shell.main.focus({ preventScroll: true });
  shell.shown = true;
  for (const [name, node] of shell.links) {
    const current = name === now.view || (name === 'fleet' && ['session', 'compare'].includes(now.view));
    if (current) node.setAttribute('aria-current', 'page');
    else node.removeAttribute('aria-current');
  }
  paint();
}

function paint() {
  if (!shell) return;
  const lost = state.stream.lostAt;
  shell.live.className = `live ${lost ? 'lost' : state.loaded ? '' : 'waiting'}`;
  shell.live.lastChild.textContent = lost ? `Lost ${span(Math.floor((Date.now() - lost) / 1000))}` : state.loaded ? 'Live' : 'Connecting';
  const critical = state.detections.filter((detection) => detection.severity === 'critical' && state.triageOf(detection.id) === 'new').length;
  count('detections', critical, 'Critical detections that nobody has looked at');
  count('approvals', state.waiting().length, 'Calls that wait for a person');
  if (state.health) shell.app.querySelector('.version').textContent = `version ${state.health.version}`;
}

function count(name, value, title) {
  const node = shell.links.get(name);
  node.querySelector('.count')?.remove();
  if (value) node.append(h('span', { class: 'count', title }, value));
}

function banner() {
  if (!shell) return;
  const lost = state.stream.lostAt;
  const down = (state.health?.sources || []).filter((source) => !source.up);
  if (lost) {
    fill(
      shell.banner,
      h(
        'div',
        { class: 'banner bad', role: 'status' },
        icon('lost'),
        h('span', { class: 'say' }, h('b', {}, `Live updates stopped at ${time(lost)}.`), ' What you see is from then. Orders go over their own connection and still work.'),
        h('button', { class: 'button push', type: 'button', on: { click: () => state.stream.again() } }, 'Try now'),
      ),
    );
  } else if (down.length) {
    fill(
      shell.banner,
      h(
        'div',
        { class: 'banner warn', role: 'status' },
        icon('clock'),
        h('span', { class: 'say' }, h('b', {}, `${down.map((source) => `${source.kind} ${source.name}`).join(', ')} does not work.`), ' ', down.map((source) => source.detail).filter(Boolean).join(' '), ' What depends on it may be old.'),
      ),
    );
  } else {
    fill(shell.banner);
  }
}

async function logout() {
  try {
    await remove('/login');
    showLogin();
  } catch (error) {
    if (error.status !== 401) toast('You are still logged in', error.message, true);
  }
}

function showLogin() {
  view?.leave?.();
  view = null;
  shell = null;
  state.clear();
  fill(document.body, sprite());
  document.body.append(loginView(start));
  mountVoices(document.body);
}

async function start() {
  let who;
  try {
    who = await get('/login');
  } catch (error) {
    if (error.status !== 401) showLogin();
    return;
  }
  state.operator = who.operator;
  shell = buildShell();
  fill(document.body, h('a', { class: 'skip', href: '#main' }, 'Skip to the main pane'), sprite(), shell.app);
  mountVoices(document.body);
  await state.load();
  show(route());
}

function key(event) {
  const field = event.target.closest?.('input, textarea, select, dialog');
  if (shell && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    openPalette();
    return;
  }
  if (!shell || event.ctrlKey || event.metaKey || event.altKey) return;
  if (field) {
    if (event.key === 'Escape' && event.target.matches('.search input')) event.target.blur();
    return;
  }
  if (chord && Date.now() - chord < 1200) {
    chord = 0;
    const target = { f: '/', a: '/approvals', d: '/detections', r: '/rules', i: '/agents' }[event.key.toLowerCase()];
    if (target) go(target);
    return;
  }
  const common = {
    t: toggleTheme,
    '?': openHelp,
    g: () => {
      chord = Date.now();
    },
  };
  const action = common[event.key] || view?.keys?.[event.key];
  if (!action || event.target.closest('button, a') && event.key === 'Enter') return;
  event.preventDefault();
  action(event);
}

for (const type of ['session', 'step', 'detection', 'signal', 'approval', 'triage', 'loaded']) {
  state.addEventListener(type, (event) => {
    view?.[type]?.(event.detail);
    if (['detection', 'approval', 'triage', 'loaded'].includes(type)) paint();
    if (type === 'loaded') banner();
  });
}
state.addEventListener('stream', () => {
  paint();
  banner();
});
onLoggedOut(() => {
  showLogin();
});
onRoute(show);
addEventListener('keydown', key);
setInterval(() => {
  for (const node of document.querySelectorAll('[data-age]')) {
    const text = age(node.dataset.age);
    if (node.textContent !== text) node.textContent = text;
  }
  if (state.stream.lostAt) paint();
}, 1000);
start();
