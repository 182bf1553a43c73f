// The shell: login, navigation, banners, keys. Start reading here.

import { get, onLoggedOut, remove } from './api.js';
import { paintBanner } from './banners.js';
import { fill, h } from './dom.js';
import { openHelp } from './dialogs.js';
import { age, span } from './format.js';
import { icon, mark, sprite } from './icons.js';
import { failed } from './parts.js';
import { openPalette } from './palette.js';
import { forgetNotices, noticesState, tellOf } from './notices.js';
import { allow } from './rights.js';
import { go, link, onRoute, route } from './router.js';
import { mountVoices, toast } from './say.js';
import { state } from './state.js';
import { toggleTheme } from './theme.js';
import { loginView } from './views/login.js';

// The workshop with its editor is not among them: it is fetched when somebody goes there.
const VIEWS = ['fleet', 'session', 'approvals', 'detections', 'rules', 'agents', 'tools', 'policy', 'health', 'alerts', 'audit', 'operators', 'compare'];
const LINKS = [
  ['fleet', '/', 'fleet', 'Fleet'],
  ['approvals', '/approvals', 'held', 'Approvals'],
  ['detections', '/detections', 'detect', 'Detections'],
  ['rules', '/rules', 'rules', 'Rules'],
  ['agents', '/agents', 'boxes', 'Agents'],
  ['tools', '/tools', 'tool', 'Tools'],
  ['policy', '/policy', 'policy', 'Policy'],
  ['health', '/health', 'health', 'Health'],
  ['alerts', '/alerts', 'alert', 'Alerts'],
  ['audit', '/audit', 'file', 'Audit', 'evidence'],
  ['operators', '/operators', 'user', 'Operators', 'administer'],
];

// Views are loaded when they are first asked for: the first one is there sooner.
const makers = new Map();
let shell = null;
let view = null;
let asked = 0;
let chord = 0;

// Some views need the width that the words of the navigation take.
const isNarrow = (name) => ['session', 'compare', 'workshop'].includes(name);

function buildShell(who) {
  const nodes = {
    links: new Map(LINKS.map(([name, path, image, word, needs]) => [name, h('a', { class: 'nav-link', title: word, needs, ...link(path) }, icon(image), h('span', {}, word))])),
    top: h('div', { class: 'crumb' }),
    live: h('span', { class: 'live waiting' }, h('i'), h('span', {}, 'Connecting')),
    banner: h('div', {}),
    main: h('main', { id: 'main', tabindex: -1 }, h('div', { class: 'empty' }, h('p', {}, 'Loading'))),
  };
  nodes.app = h(
    'div',
    { class: `app ${isNarrow(route().view) ? 'narrow' : ''}` },
    h(
      'nav',
      { class: 'nav', 'aria-label': 'Main' },
      h('a', { class: 'brand', 'aria-label': 'Holdpoint, to the fleet', ...link('/') }, mark(), h('span', {}, 'Holdpoint')),
      [...nodes.links.values()],
      h('button', { class: 'nav-link others', type: 'button', 'aria-haspopup': 'dialog', on: { click: openPalette } }, icon('more'), h('span', {}, 'More')),
      h(
        'div',
        { class: 'me' },
        h('span', { class: 'avatar', title: state.operator, 'aria-hidden': 'true' }, state.operator.slice(0, 2).toUpperCase()),
        h('span', { class: 'who clip' }, h('span', { class: 'strong' }, state.operator), h('br'), h('span', { class: 'faint version', title: who.roles.join(', ') })),
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

async function maker(name) {
  if (!makers.has(name)) makers.set(name, (await import(`./views/${name}.js`))[`${name}View`]);
  return makers.get(name);
}

async function show(now) {
  if (!shell) return;
  if (now.view === 'login') {
    go('/');
    return;
  }
  if (view && view.name === now.view && view.follow?.(now)) {
    paint();
    return;
  }
  const mine = ++asked;
  let make = makers.get(now.view);
  try {
    make ??= await maker(now.view);
  } catch {
    if (mine === asked && shell) unreachable();
    return;
  }
  if (mine !== asked || !shell) return;
  view?.leave?.();
  fill(shell.main);
  fill(shell.top);
  shell.app.classList.toggle('narrow', isNarrow(now.view));
  view = make({ main: shell.main, top: shell.top, route: now });
  view.name = now.view;
  shell.main.dataset.view = now.view;
  const name = LINKS.find(([known]) => known === now.view)?.[3] || now.id || (now.view === 'workshop' ? 'New rule' : 'Compare');
  document.title = `${name} · Holdpoint`;
  if (shell.shown) shell.main.focus({ preventScroll: true });
  shell.shown = true;
  for (const [name, node] of shell.links) {
    const current = name === now.view || (name === 'fleet' && ['session', 'compare'].includes(now.view)) || (name === 'rules' && now.view === 'workshop');
    if (current) node.setAttribute('aria-current', 'page');
    else node.removeAttribute('aria-current');
  }
  paint();
}

/** A part of the page could not be fetched: the server is away, or newer than this page. */
function unreachable() {
  view?.leave?.();
  view = null;
  fill(shell.main, failed('This part of the page', new Error('page: got no answer for a part of it (expected: holdpoint running, in the version this page is from)'), () => location.reload()));
}

/** Fetches the other views once there is nothing better to do, so that going there takes no time. */
function fetchOthers() {
  const when = window.requestIdleCallback || ((action) => setTimeout(action, 500));
  when(async () => {
    await Promise.allSettled(VIEWS.map(maker));
    performance.mark('views-loaded');
  });
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
  if (shell) paintBanner(shell.banner);
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
  asked += 1;
  forgetNotices();
  state.clear();
  fill(document.body, sprite());
  document.body.append(loginView(start));
  mountVoices(document.body);
}

async function start() {
  maker(route().view).catch(() => {});
  let who;
  try {
    // What stands in the banner is known before anything is drawn: it pushes nothing down.
    [who, state.health] = await Promise.all([get('/login'), get('/health').catch(() => null)]);
  } catch (error) {
    if (error.status !== 401) showLogin();
    return;
  }
  state.operator = who.operator;
  allow(who.rights);
  shell = buildShell(who);
  fill(document.body, h('a', { class: 'skip', href: '#main' }, 'Skip to the main pane'), sprite(), shell.app);
  mountVoices(document.body);
  banner();
  await state.load();
  await show(route());
  fetchOthers();
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
    const target = { f: '/', a: '/approvals', d: '/detections', r: '/rules', i: '/agents', t: '/tools', p: '/policy', h: '/health', l: '/alerts', u: '/audit', o: '/operators' }[event.key.toLowerCase()];
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
    if (['approval', 'loaded'].includes(type) && state.loaded) tellOf(state.waiting());
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
state.stream.stays = () => noticesState() === 'on';
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
