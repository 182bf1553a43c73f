// One session: the five questions, its timeline and graph, the step chosen, and a replay of it all.

import { get } from '../api.js';
import { breathe, fill, h, throttled } from '../dom.js';
import { words } from '../format.js';
import { icon } from '../icons.js';
import { empty, failed } from '../parts.js';
import { go, link, note } from '../router.js';
import { say } from '../say.js';
import { state } from '../state.js';
import { answersPane } from '../session/answers.js';
import { chartsPane } from '../session/charts.js';
import { detailPane } from '../session/detail.js';
import { findingsPane } from '../session/findings.js';
import { graphPane } from '../session/graph.js';
import { sessionHead } from '../session/orders.js';
import { replayBar } from '../session/replay.js';
import { Rows } from '../session/rows.js';
import { timelinePane } from '../session/timeline.js';

const ASIDES = [['step', 'Step'], ['found', 'Detections'], ['facts', 'Facts']];

export function sessionView({ main, top, route }) {
  const id = route.id;
  const rows = new Rows(id, () => timeline.draw());
  let session = state.sessions.get(id) || null;
  let signals = [];
  let detections = [];
  let shape = null;
  let chosen = route.query.get('detection') || '';
  let current = route.query.get('step') || '';
  let aside = ASIDES.some(([name]) => name === route.query.get('pane')) ? route.query.get('pane') : 'step';
  let until = Infinity;
  let left = false;

  const head = sessionHead({ changed: () => loadHead() });
  const answers = answersPane({ id, select, open: route.query.get('ask') || '', onOpen: (ask) => note({ ask }) });
  const timeline = timelinePane({ rows, select, expected: session?.steps || 0 });
  const graph = graphPane({ id, select: (stepId) => select(stepId, { inGraph: true }) });
  const charts = chartsPane({ pick: (place) => at(place) });
  const detail = detailPane({ id, rows, select, tab: route.query.get('tab') || 'call', onTab: (tab) => note({ tab: tab === 'call' ? '' : tab }) });
  const findings = findingsPane({ rows, select, choose });
  const replay = replayBar({ moved: replayed, live: () => {}, compare: () => go(`/compare?a=${id}`) });
  const picker = h('div', { class: 'group' });
  const asideTabs = h('div', { class: 'seg', role: 'tablist', 'aria-label': 'Beside' });
  const beside = h('div', { class: 'beside-body' });
  const reloadHead = throttled(400, loadHead);
  const reloadSteps = throttled(400, refreshSteps);
  const reloadRest = throttled(1500, loadRest);
  fill(top, h('a', { ...link('/') }, 'Fleet'), icon('right'), h('h1', { class: 'mono clip' }, id));
  fill(
    main,
    h(
      'div',
      { class: 'case' },
      head.notice,
      head.head,
      answers.node,
      h(
        'div',
        { class: 'case-body' },
        timeline.node,
        h('section', { class: 'pane execution', 'aria-label': 'Execution' }, h('div', { class: 'head' }, h('h2', {}, 'Execution'), picker, reportLinks()), graph.node, charts.node),
        h('section', { class: 'pane aside', 'aria-label': 'Selected step' }, h('div', { class: 'head' }, asideTabs), beside),
      ),
      replay.node,
    ),
  );
  head.paint(session);
  paintAside();
  start();

  function reportLinks() {
    const file = (format, word) => h('a', { class: 'button small', href: `/api/v1/sessions/${id}/report?format=${format}`, download: '', title: `Incident report as ${word}` }, icon('download', 'small'), word);
    return h('span', { class: 'group push reports' }, h('span', { class: 'tiny faint' }, 'Report'), file('html', 'HTML'), file('json', 'JSON'));
  }

  async function start() {
    try {
      await loadHead(true);
      detections = (await get(`/sessions/${id}/detections`)).detections;
      if (!detections.some((detection) => detection.id === chosen)) chosen = detections.at(-1)?.id || '';
      const first = current || chain().at(-1) || '';
      await rows.open(first, session.steps);
      if (left) return;
      if (!rows.find(current)) current = (rows.find(first) || rows.last())?.id || '';
      paintAll();
      select(current, { quiet: true });
      await Promise.all([graph.load({ stepAround: outside(current), chosen, fresh: true }), loadRest()]);
      if (left) return;
      timeline.settle(rows.place(current) - 1);
      graph.reveal(rows.place(current));
    } catch (error) {
      if (!left) couldNot(error);
    }
  }

  function couldNot(error) {
    if (error.status === 404) {
      fill(
        main,
        empty({
          emblem: 'search',
          title: 'No such session',
          text: 'Nothing is stored under this id. It may belong to another tenant, or its first step has not arrived yet.',
          code: `${id} · ${error.code}`,
          actions: [h('a', { class: 'button primary', ...link('/') }, 'To the fleet')],
        }),
      );
    } else if (error.status !== 401) {
      fill(main, failed('The session', error, () => go(location.pathname + location.search)));
    }
  }

  async function loadHead(strict = false) {
    try {
      const body = await get(`/sessions/${id}`);
      session = body.session;
      signals = body.signals;
      state.put(session);
    } catch (error) {
      if (strict === true) throw error;
    }
    if (left) return;
    head.paint(session);
    paintAside();
  }

  /** What is computed over the whole session. */
  async function loadRest() {
    const [next] = await Promise.all([get(`/sessions/${id}/shape`), answers.load()]);
    shape = next;
    for (const draw of [() => replay.paint(shape), () => charts.paint(shape, rows.place(current)), () => timeline.paint(look())]) {
      if (left) return;
      draw();
      await breathe();
    }
  }

  async function refreshSteps() {
    try {
      const added = await rows.refresh();
      if (left) return;
      if (added > 0) timeline.arrived(added);
      timeline.paint(look());
      await graph.load();
    } catch (error) {
      if (error.status !== 0 && error.status !== 401) throw error;
    }
  }

  function chain() {
    return detections.find((detection) => detection.id === chosen)?.chain || [];
  }

  /** A step too far from the end for the graph of the end. */
  function outside(stepId) {
    const place = rows.place(stepId);
    return place && rows.total - place > 300 ? stepId : '';
  }

  function look() {
    return { chain: chain(), current, until, marks: shape?.marks || [] };
  }

  function paintAll() {
    timeline.paint(look());
    graph.paint(rows.place(current), until);
    if (shape) charts.paint(shape, rows.place(current));
    fill(
      picker,
      detections.length > 0 &&
        h(
          'select',
          { class: 'picker', 'aria-label': 'Detection shown', on: { change: (event) => choose(event.target.value) } },
          detections.toReversed().map((detection) => h('option', { value: detection.id, selected: detection.id === chosen }, `${detection.rule.id} shown`)),
        ),
    );
    paintAside();
  }

  function paintAside() {
    const focused = asideTabs.contains(document.activeElement);
    fill(
      asideTabs,
      ASIDES.map(([name, word]) =>
        h('button', { type: 'button', role: 'tab', 'aria-selected': String(aside === name), on: { click: () => openAside(name) } }, word, name === 'found' && detections.length > 0 && h('span', { class: 'tally' }, detections.length)),
      ),
    );
    if (focused) asideTabs.querySelector('[aria-selected="true"]').focus();
    if (aside === 'step') {
      if (!detail.node.isConnected) fill(beside, detail.node);
    } else {
      if (!findings.node.isConnected) fill(beside, findings.node);
      findings.paint({ what: aside, session, signals, detections, chosen });
    }
  }

  function openAside(name) {
    aside = name;
    note({ pane: name === 'step' ? '' : name });
    paintAside();
  }

  async function select(stepId, { quiet = false, inGraph = false } = {}) {
    const row = stepId ? await rows.seek(stepId) : null;
    if (!row || left) return;
    current = stepId;
    note({ step: current });
    paintAll();
    timeline.reveal(row.place - 1);
    if (!inGraph && !graph.reveal(row.place)) graph.load({ stepAround: stepId, fresh: true }).then(() => graph.reveal(row.place));
    detail.paint(current, chain());
    if (!quiet) {
      if (aside !== 'step' && inGraph) openAside('step');
      say(`Step ${row.place}, ${row.name}, ${row.verdict || 'not judged'}`);
    }
  }

  async function at(place) {
    const row = await rows.fetch(place - 1);
    if (row) select(row.id);
  }

  function replayed(place) {
    until = place;
    if (place === Infinity) paintAll();
    else at(place);
  }

  function choose(detectionId) {
    chosen = detectionId;
    note({ detection: chosen });
    graph.load({ chosen });
    paintAll();
    const completing = chain().at(-1);
    if (completing) select(completing, { quiet: true });
  }

  function move(by) {
    const place = rows.place(current);
    at(Math.min(rows.total, Math.max(1, by === Infinity ? rows.total : by === -Infinity ? 1 : place + by)));
  }

  function nextDetection() {
    if (detections.length === 0) return;
    const index = detections.findIndex((detection) => detection.id === chosen);
    choose(detections[(index + 1) % detections.length].id);
  }

  return {
    follow: (now) => now.id === id,
    session: (changed) => changed.id === id && reloadHead(),
    step: (news) => {
      if (news.session !== id) return;
      reloadSteps();
      reloadRest();
    },
    detection: (detection) => {
      if (detection.session !== id || detections.some((known) => known.id === detection.id)) return;
      detections.push(detection);
      say(`${words(detection.severity)} detection: ${state.title(detection.rule)}`, true);
      if (!chosen) {
        chosen = detection.id;
        graph.load({ chosen });
      }
      paintAll();
      reloadSteps();
      reloadRest();
    },
    signal: () => reloadHead(),
    approval: () => reloadHead(),
    loaded: () => reloadHead(),
    leave: () => {
      left = true;
      for (const one of [reloadHead, reloadSteps, reloadRest]) one.cancel();
      for (const one of [timeline, graph, charts, replay]) one.leave();
    },
    keys: {
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      ArrowRight: () => move(1),
      ArrowLeft: () => move(-1),
      Home: () => move(-Infinity),
      End: () => move(Infinity),
      ' ': () => replay.toggle(),
      n: nextDetection,
      p: () => head.order(session?.state === 'paused' ? 'resume' : 'pause'),
      K: () => head.order('kill'),
      '.': () => timeline.toEnd(),
      ...Object.fromEntries([1, 2, 3, 4, 5].map((number) => [String(number), () => answers.toggle(number)])),
      Escape: () => go('/'),
    },
  };
}
