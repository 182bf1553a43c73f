// What was detected, who answers for the session, and which signals were given.

import { fill, h } from '../dom.js';
import { number, time, words } from '../format.js';
import { agent, done, grade, keySource, mode, severity } from '../parts.js';
import { link } from '../router.js';
import { state } from '../state.js';
import { shown } from '../text.js';

const KINDS = { exclusive: 'one session at a time', shared: 'many sessions side by side' };

export function findingsPane({ rows, select, choose }) {
  const node = h('div', { class: 'pane-scroll' });
  let drawn = '';

  /** `what` is found (detections) or facts. */
  function paint({ what, session, signals, detections, chosen }) {
    if (!session) return;
    const { lastStepAt, lastStep, ...lasting } = session;
    const print = JSON.stringify([what, lasting, signals, detections, chosen, detections.flatMap((d) => d.chain.map((id) => rows.place(id)))]);
    if (print === drawn) return;
    drawn = print;
    const scrolled = node.scrollTop;
    if (what === 'found') fill(node, detections.length === 0 && h('p', { class: 'section dim' }, 'No rule matched so far.'), detections.toReversed().map((detection) => finding(detection, detection.id === chosen)));
    else fill(node, answers(session), signals.length > 0 && log(signals, session));
    node.scrollTop = scrolled;
  }

  function finding(detection, isChosen) {
    return h(
      'article',
      { class: `finding ${isChosen ? 'chosen' : ''}` },
      h('div', { class: 'row' }, severity(detection.severity), mode(detection.mode), h('span', { class: 'tiny faint push' }, time(detection.at))),
      h('h3', {}, h('button', { type: 'button', 'aria-pressed': String(isChosen), on: { click: () => choose(detection.id) } }, state.title(detection.rule))),
      h('p', {}, shown(detection.text)),
      isChosen && chainOf(detection),
      h(
        'div',
        { class: 'row tiny faint' },
        h('a', { class: 'mono', ...link(`/rules/${encodeURIComponent(detection.rule.id)}`) }, `${detection.rule.id} v${detection.rule.version}`),
        h('span', {}, detection.mode === 'enforce' ? `asked for ${detection.action}` : `would ask for ${detection.action}`),
        h('span', {}, `adds ${detection.score} to risk`),
      ),
    );
  }

  function chainOf(detection) {
    return h(
      'ol',
      { class: 'chain', 'aria-label': 'The chain' },
      detection.chain.map((id, index) => {
        const row = rows.find(id);
        return h(
          'li',
          {},
          h(
            'button',
            { type: 'button', on: { click: () => select(id) } },
            h('span', { class: 'no' }, index + 1),
            h('span', { class: 'what' }, h('span', { class: 'clip' }, row ? shown(row.name) : 'step ' + id.split('/').pop()), row && row.labels.slice(0, 2).map((name) => h('span', { class: `tag ${name}` }, name))),
            h('span', { class: 'place' }, row ? `#${row.place}` : ''),
          ),
        );
      }),
    );
  }

  return { node, paint };
}

function answers(session) {
  const rows = [
    ['Agent', [agent(session), h('span', { class: 'faint' }, session.agentName ? ', by its own claim' : '')]],
    ['Principal', session.principal ? [shown(session.principal), session.principalKind && h('span', { class: 'faint' }, `, ${KINDS[session.principalKind]}`)] : 'unknown, because only telemetry told of it'],
    ['Session key', [h('div', {}, keySource(session)), session.keyGrade && grade(session.keyGrade)]],
    ['Floor', session.floor ? h('span', { class: 'mono' }, session.floor) : 'none, because no gateway saw it'],
    session.root !== session.id && ['Part of', h('a', { class: 'mono', ...link(`/sessions/${session.root}`) }, session.root)],
    ['Seen', session.effects.length ? session.effects.map(words).join(', ') : 'no effect yet'],
    ['Data', session.labels.length ? session.labels.map(words).join(', ') : 'no label yet'],
    ['Began', time(session.startedAt)],
  ].filter(Boolean);
  return h('div', { class: 'section' }, h('h3', { class: 'label' }, 'Who answers for it'), h('dl', { class: 'facts' }, rows.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function log(signals, session) {
  return h(
    'div',
    { class: 'section' },
    h('h3', { class: 'label' }, 'Signals'),
    h(
      'ol',
      { class: 'log' },
      signals.toReversed().map((signal) =>
        h(
          'li',
          {},
          h('span', { class: 'faint' }, time(signal.at)),
          h('span', {}, h('span', { class: 'strong' }, done(signal.action)), ` by ${signal.rule ? signal.rule.id : signal.by} `, h('span', { class: 'mono faint' }, signal.ref)),
          h('span', { class: 'why' }, shown(signal.reason), signal.session !== session.id && [' (given for ', h('a', { class: 'mono', ...link(`/sessions/${signal.session}`) }, signal.session), ')']),
        ),
      ),
    ),
  );
}
