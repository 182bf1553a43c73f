// Every detection, newest first, with its chain beside the list.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, time, words } from '../format.js';
import { icon } from '../icons.js';
import { agent, empty, failed, mode, severity, task } from '../parts.js';
import { go, link, note } from '../router.js';
import { state } from '../state.js';
import { plain, shown } from '../text.js';

const COLUMNS = [
  ['sev', 'Severity', 'c-sev'],
  ['rule-col', 'Rule', 'c-rule'],
  ['session-col', 'Session', 'c-session'],
  ['action-col', 'Asked for', 'c-action'],
  ['at', 'At', 'c-at num'],
];

export function detectionsView({ main, top, route }) {
  let text = route.query.get('q') || '';
  let selected = route.query.get('id') || '';
  let taken = [];
  const chains = new Map();
  const input = h('input', { type: 'search', 'aria-label': 'Filter detections', placeholder: 'Filter by rule, severity, agent, session or text', value: text, spellcheck: 'false' });
  const pill = h('button', { class: 'pill', type: 'button', hidden: true, on: { click: takeIn } });
  const body = h('tbody', {});
  const scroller = h('div', { class: 'scroller', tabindex: -1 });
  const side = h('aside', { class: 'side', 'aria-label': 'Selected detection' });
  const table = h(
    'table',
    { class: 'grid', role: 'grid' },
    h('caption', { class: 'unseen' }, 'Detections, newest first'),
    h('colgroup', {}, COLUMNS.map(([name]) => h('col', { class: name }))),
    h('thead', {}, h('tr', {}, COLUMNS.map(([, word, look]) => h('th', { scope: 'col', class: look }, word)))),
    body,
  );
  const list = h('div', { class: 'list' }, h('div', { class: 'tools' }, h('label', { class: 'search' }, icon('search'), input, h('kbd', {}, '/')), pill), scroller);
  input.addEventListener('input', () => {
    text = input.value;
    note({ q: text });
    paint();
  });
  fill(top, h('h1', {}, 'Detections'), h('span', { class: 'tag' }, ''));
  takeIn();

  function takeIn() {
    taken = [...state.detections];
    paint();
  }

  function matches(detection) {
    const session = state.sessions.get(detection.session);
    const all = plain([detection.rule.id, state.title(detection.rule), detection.severity, detection.session, detection.text, session?.agentName, session?.task].join(' '));
    return text.toLowerCase().split(/\s+/).every((word) => all.toLowerCase().includes(word));
  }

  function paint() {
    if (!state.loaded) {
      fill(main, state.error ? failed('The list of detections', state.error, () => state.load()) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      return;
    }
    top.lastChild.textContent = counted(state.detections.length, 'detection');
    if (state.detections.length === 0) {
      fill(main, empty({ emblem: 'permit', title: 'Nothing was detected', text: `${counted(state.rules.size, 'rule')} watch ${counted(state.sessions.size, 'session')}. What they find appears here by itself.` }));
      return;
    }
    const fresh = state.detections.length - taken.length;
    pill.hidden = fresh <= 0;
    fill(pill, icon('up'), `${fresh} new`);
    const visible = taken.filter(matches);
    if (!visible.some((detection) => detection.id === selected)) selected = visible[0]?.id || '';
    if (!list.isConnected) fill(main, h('div', { class: 'detections' }, list, side));
    fill(body, visible.map(rowOf));
    fill(scroller, visible.length ? table : empty({ emblem: 'search', title: 'No detection matches', text: `None of ${taken.length} contains “${text}”.` }));
    paintSide();
  }

  function rowOf(detection) {
    const session = state.sessions.get(detection.session);
    const chosen = detection.id === selected;
    return h(
      'tr',
      { 'aria-selected': String(chosen), tabindex: chosen ? 0 : -1, data: { id: detection.id }, on: { click: () => choose(detection.id) } },
      h('td', { class: 'c-sev' }, severity(detection.severity)),
      h('td', { class: 'c-rule' }, h('span', { class: 'two-lines' }, h('span', {}, state.title(detection.rule)), h('span', {}, h('span', { class: 'mono' }, `${detection.rule.id} v${detection.rule.version}`), ` · ${counted(detection.chain.length, 'step')}`))),
      h('td', { class: 'c-session' }, h('span', { class: 'two-lines' }, h('span', {}, session ? agent(session) : ''), h('span', { class: 'mono' }, detection.session))),
      h('td', { class: 'c-action' }, detection.mode === 'enforce' ? words(detection.action) : h('span', { class: 'faint' }, `would ${detection.action}`)),
      h('td', { class: 'c-at num' }, time(detection.at)),
    );
  }

  function choose(id) {
    selected = id;
    note({ id });
    paint();
  }

  function paintSide() {
    const detection = taken.find((one) => one.id === selected);
    if (!detection) {
      fill(side);
      return;
    }
    const session = state.sessions.get(detection.session);
    const target = `/sessions/${detection.session}?detection=${encodeURIComponent(detection.id)}`;
    fill(
      side,
      h(
        'div',
        { class: 'section' },
        h('div', { class: 'group' }, severity(detection.severity), mode(detection.mode)),
        h('h2', { class: 'side-title' }, state.title(detection.rule)),
        h('p', { class: 'dim' }, shown(detection.text)),
        h('p', { class: 'group' }, h('a', { class: 'button primary', ...link(target) }, 'Open session')),
      ),
      h('div', { class: 'section' }, h('h3', { class: 'label' }, 'The chain'), chain(detection)),
      h(
        'div',
        { class: 'section' },
        h('h3', { class: 'label' }, 'Facts'),
        h(
          'dl',
          { class: 'facts' },
          [
            ['Rule', h('a', { class: 'mono', ...link('/rules') }, `${detection.rule.id} v${detection.rule.version}`)],
            ['Family', words(detection.kind)],
            ['Asked for', `${words(detection.action)}${detection.mode === 'enforce' ? '' : ', not carried out in shadow'}`],
            ['Risk', `adds ${detection.score}`],
            ['Session', [h('a', { class: 'mono', ...link(target) }, detection.session), session && h('div', {}, task(session))]],
            session && ['Agent', agent(session)],
            session && ['Principal', session.principal ? shown(session.principal) : 'unknown'],
            ['At', time(detection.at)],
            ['Id', h('span', { class: 'mono' }, detection.id)],
          ]
            .filter(Boolean)
            .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
        ),
      ),
    );
  }

  function chain(detection) {
    const known = chains.get(detection.id);
    if (!known) loadChain(detection);
    return h(
      'ol',
      { class: 'chain' },
      detection.chain.map((id, index) => {
        const step = known?.get(id);
        const target = `/sessions/${detection.session}?detection=${encodeURIComponent(detection.id)}&step=${encodeURIComponent(id)}`;
        return h(
          'li',
          {},
          h(
            'button',
            { type: 'button', on: { click: () => go(target) } },
            h('span', { class: 'no' }, index + 1),
            h('span', { class: 'what' }, h('span', { class: 'clip' }, step ? shown(step.step.name) : known ? 'step not stored' : 'Loading'), step?.step.labels.slice(0, 2).map((name) => h('span', { class: `tag ${name}` }, name))),
            h('span', { class: 'place' }, step ? `#${step.place}` : ''),
          ),
        );
      }),
    );
  }

  async function loadChain(detection) {
    chains.set(detection.id, new Map());
    try {
      const steps = (await get(`/sessions/${detection.session}/steps?limit=1000`)).steps;
      chains.set(detection.id, new Map(steps.map((step, index) => [step.id, { step, place: index + 1 }])));
    } catch {
      // The chain then stays without names; the session's own page says what is wrong.
    }
    if (selected === detection.id) paintSide();
  }

  function move(by) {
    const ids = [...body.children].map((tr) => tr.dataset.id);
    const next = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(selected) + by))];
    if (!next) return;
    choose(next);
    const tr = body.querySelector('[aria-selected="true"]');
    tr?.focus({ preventScroll: true });
    tr?.scrollIntoView({ block: 'nearest' });
  }

  return {
    detection: () => (scroller.scrollTop === 0 && !body.contains(document.activeElement) ? takeIn() : paint()),
    loaded: takeIn,
    keys: {
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => {
        const detection = taken.find((one) => one.id === selected);
        if (detection) go(`/sessions/${detection.session}?detection=${encodeURIComponent(detection.id)}`);
      },
      '/': () => input.focus(),
      '.': takeIn,
      Escape: () => go('/'),
    },
  };
}
