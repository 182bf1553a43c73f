// One session: what it did, what was judged, and the orders an operator can give.

import { get } from '../api.js';
import { fill, h, throttled } from '../dom.js';
import { openOrder, ordersFor } from '../dialogs.js';
import { number, time, tone, words } from '../format.js';
import { icon } from '../icons.js';
import { agent, ageOf, chip, done, empty, failed, task } from '../parts.js';
import { go, link, note } from '../router.js';
import { say } from '../say.js';
import { state } from '../state.js';
import { shown } from '../text.js';
import { judgedPane } from './judged.js';
import { stepPane } from './step.js';
import { Steps } from './steps.js';
import { timelinePane } from './timeline.js';

const ORDER_WORDS = { pause: 'Pause', resume: 'Resume', kill: 'Kill', release: 'Release' };
const ORDER_ICONS = { pause: 'paused', resume: 'play', kill: 'killed', release: 'permit' };

export function sessionView({ main, top, route }) {
  const id = route.id;
  const steps = new Steps(id);
  let session = state.sessions.get(id) || null;
  let signals = [];
  let detections = [];
  let chosen = route.query.get('detection') || '';
  let current = route.query.get('step') || '';
  let left = false;

  const head = h('header', { class: 'case-head' });
  const notice = h('div', {});
  const timeline = timelinePane({ steps, select });
  const shownPane = stepPane({ steps, select, tab: route.query.get('tab') || 'call', onTab: (tab) => note({ tab: tab === 'call' ? '' : tab }) });
  const judged = judgedPane({ steps, select, choose });
  const reloadHead = throttled(400, loadHead);
  const reloadSteps = throttled(300, refreshSteps);
  fill(top, h('a', { ...link('/') }, 'Fleet'), icon('right'), h('span', { class: 'mono clip' }, id));
  fill(main, h('div', { class: 'case' }, notice, head, h('div', { class: 'case-body' }, timeline.node, shownPane.node, judged.node)));
  paintHead();
  start();

  async function start() {
    try {
      await Promise.all([loadHead(true), loadDetections()]);
      await steps.load(paintAll);
      if (left) return;
      paintAll();
      if (!steps.find(current)) current = firstStep();
      select(current, { scroll: true, quiet: true });
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
      if (strict) throw error;
    }
    if (!left) paintAll();
  }

  async function loadDetections() {
    detections = (await get(`/sessions/${id}/detections`)).detections;
    if (!detections.some((detection) => detection.id === chosen)) chosen = detections.at(-1)?.id || '';
  }

  async function refreshSteps() {
    try {
      const added = await steps.refresh();
      if (left) return;
      if (added) timeline.arrived(added);
      paintAll();
    } catch (error) {
      if (error.status === 0) return;
      throw error;
    }
  }

  /** Where a reader begins: at the step that completed the chain, or at the last one. */
  function firstStep() {
    const chain = detections.find((detection) => detection.id === chosen)?.chain;
    return (chain && steps.find(chain.at(-1)) ? chain.at(-1) : steps.all.at(-1)?.id) || '';
  }

  function chain() {
    return detections.find((detection) => detection.id === chosen)?.chain || [];
  }

  function paintAll() {
    if (!session) return;
    paintHead();
    timeline.paint(chain(), current);
    shownPane.paint(current, chain());
    judged.paint({ session, signals, detections, chosen });
  }

  function paintHead() {
    if (!session) {
      fill(head, h('div', { class: 'title' }, h('h1', { class: 'faint' }, 'Loading')));
      return;
    }
    const focused = head.contains(document.activeElement) ? document.activeElement.dataset.order : '';
    fill(
      head,
      chip(session.state, true),
      h(
        'div',
        { class: 'title' },
        h('h1', { class: 'clip' }, task(session)),
        h(
          'div',
          { class: 'meta' },
          h('span', {}, 'Agent ', h('b', {}, agent(session))),
          h('span', {}, 'Principal ', h('b', {}, session.principal ? shown(session.principal) : 'unknown')),
          session.environment && h('span', {}, 'Environment ', h('b', {}, shown(session.environment))),
          h('span', {}, 'Steps ', h('b', {}, number(session.steps))),
          h('span', {}, 'Began ', h('b', {}, time(session.startedAt))),
          h('span', {}, 'Last step ', h('b', {}, ageOf(session.lastStepAt))),
        ),
      ),
      h('div', { class: `score tone-${tone(session.risk)}` }, h('span', { class: 'label' }, 'Risk'), h('b', {}, session.risk)),
      h('div', { class: 'orders' }, orderButtons()),
    );
    if (focused) head.querySelector(`[data-order="${focused}"]`)?.focus();
    paintNotice();
  }

  function orderButtons() {
    return ordersFor(session).map((action) =>
      h(
        'button',
        { class: `button ${action === 'kill' ? 'danger' : ''} ${action === 'resume' ? 'primary' : ''}`, type: 'button', data: { order: action }, on: { click: () => order(action) } },
        icon(ORDER_ICONS[action], 'small'),
        ORDER_WORDS[action],
      ),
    );
  }

  function paintNotice() {
    const gate = session.gate;
    if (!session.containable) {
      fill(notice, h('div', { class: 'banner warn' }, icon('alert'), h('span', { class: 'say' }, h('b', {}, 'Seen in telemetry only.'), ' Its calls do not pass the gateway, so it can be watched but not stopped. Point its MCP client at the gateway to change that.')));
    } else if (!gate) {
      fill(notice);
    } else {
      const look = { killed: 'bad', paused: 'wait', restricted: 'warn' }[session.state] || 'warn';
      const elsewhere = gate.session !== session.id && session.state !== 'restricted';
      fill(
        notice,
        h(
          'div',
          { class: `banner ${look}` },
          icon(session.state),
          h(
            'span',
            { class: 'say' },
            h('b', {}, session.state === 'restricted' ? `Restricted to ${gate.allowed.join(' and ')} until ${time(gate.until)}.` : `${done(gate.action)} at ${time(gate.at)} by ${gate.rule ? gate.rule.id : gate.by}.`),
            elsewhere && [' Given for ', h('a', { ...link(`/sessions/${gate.session}`) }, gate.session), ' of the same principal.'],
            ' ',
            h('span', {}, shown(gate.reason)),
            h('span', { class: 'faint' }, `  The agent reads reference ${gate.ref}.`),
          ),
        ),
      );
    }
  }

  function order(action) {
    if (session && ordersFor(session).includes(action)) openOrder(action, session, () => loadHead());
  }

  function select(stepId, { scroll = false, quiet = false } = {}) {
    if (!steps.find(stepId)) return;
    current = stepId;
    note({ step: current });
    timeline.paint(chain(), current);
    if (scroll) timeline.reveal(current);
    shownPane.paint(current, chain());
    if (!quiet) {
      const step = steps.find(current);
      say(`Step ${steps.place(current)}, ${step.name}, ${step.verdict || 'not judged'}`);
    }
  }

  function choose(detectionId) {
    chosen = detectionId;
    note({ detection: chosen });
    paintAll();
    const completing = chain().at(-1);
    if (completing) select(completing, { scroll: true });
  }

  function move(by) {
    const at = steps.place(current) - 1;
    const next = steps.all[Math.min(steps.all.length - 1, Math.max(0, at + by))];
    if (next) select(next.id, { scroll: true });
  }

  function nextDetection() {
    if (detections.length === 0) return;
    const at = detections.findIndex((detection) => detection.id === chosen);
    choose(detections[(at + 1) % detections.length].id);
  }

  return {
    follow: (now) => {
      if (now.id !== id) return false;
      return true;
    },
    session: (changed) => {
      if (changed.id === id) reloadHead();
    },
    step: (news) => {
      if (news.session === id) reloadSteps();
    },
    detection: (detection) => {
      if (detection.session !== id || detections.some((known) => known.id === detection.id)) return;
      detections.push(detection);
      say(`${words(detection.severity)} detection: ${state.title(detection.rule)}`, true);
      if (!chosen) chosen = detection.id;
      reloadSteps();
    },
    signal: () => reloadHead(),
    loaded: () => reloadHead(),
    leave: () => {
      left = true;
      reloadHead.cancel();
      reloadSteps.cancel();
      timeline.leave();
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
      n: nextDetection,
      p: () => order(session?.state === 'paused' ? 'resume' : 'pause'),
      K: () => order('kill'),
      '.': () => timeline.toEnd(),
      Escape: () => go('/'),
    },
  };
}
