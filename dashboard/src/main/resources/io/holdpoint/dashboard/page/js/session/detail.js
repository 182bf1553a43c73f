// One step in full: what it carried, why it was judged as it was, how well that is attested.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { bytes, time, took, words } from '../format.js';
import { effects, grade, kindTile, labelTags, verdict } from '../parts.js';
import { lines, parse } from '../payload.js';
import { link } from '../router.js';
import { state } from '../state.js';
import { shown, withMasks } from '../text.js';
import { part, unknown } from './answers.js';

const TABS = [
  ['call', 'Call'],
  ['why', 'Reasoning'],
  ['judged', 'Judgement'],
  ['result', 'Result'],
  ['raw', 'Raw'],
];
const LONG = 600;
const KEPT = 100;

export function detailPane({ id, rows, select, tab, onTab }) {
  let open = TABS.some(([name]) => name === tab) ? tab : 'call';
  let current = '';
  let last = '';
  const steps = new Map();
  const reasons = new Map();
  const head = h('div', { class: 'step-head' });
  const tabs = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views of the step' });
  const body = h('div', { class: 'pane-scroll', role: 'tabpanel', tabindex: 0, 'aria-label': 'The step' });
  const node = h('div', { class: 'detail' }, head, tabs, body);

  /** Shows a step; `again` reads it anew. */
  async function paint(stepId, chain, again = false) {
    current = stepId;
    if (again) {
      steps.delete(stepId);
      reasons.delete(stepId);
    }
    if (!stepId) {
      fill(head, h('h2', { class: 'faint' }, rows.loading ? 'Loading' : 'No step selected'));
      fill(tabs);
      fill(body);
      return;
    }
    if (steps.has(stepId)) {
      draw(chain);
      return;
    }
    try {
      keep(steps, stepId, await get(`/sessions/${id}/step?id=${encodeURIComponent(stepId)}`));
    } catch (error) {
      if (current === stepId) fill(body, h('p', { class: 'section dim' }, error.message));
      return;
    }
    if (current === stepId) draw(chain);
  }

  function draw(chain) {
    const { step, place, parent, owner, values } = steps.get(current);
    const link = chain.indexOf(step.id) + 1;
    fill(
      head,
      kindTile(step),
      h('h2', { class: 'clip' }, h('span', { class: 'mono faint' }, `#${place} `), step.upstream && h('span', { class: 'faint' }, shown(step.upstream), ' / '), shown(step.name)),
      link > 0 && h('span', { class: 'no', title: `Step ${link} of the chain` }, link),
      h('span', { class: 'push' }),
      verdict(step.verdict),
    );
    fill(
      tabs,
      TABS.map(([name, word]) =>
        h('button', { type: 'button', role: 'tab', 'aria-selected': String(open === name), on: { click: () => choose(name, chain) } }, word),
      ),
    );
    const views = { call: () => call(step, parent, owner, values), why: () => why(step), judged: () => section('', judged(step)), result: () => result(step), raw: () => h('pre', { class: 'code raw' }, withMasks(JSON.stringify(readable(step), null, 2))) };
    fill(body, views[open]());
    if (last !== current) body.scrollTop = 0;
    last = current;
  }

  function choose(name, chain) {
    open = name;
    onTab(name);
    draw(chain);
    tabs.querySelector('[aria-selected="true"]').focus();
  }

  function call(step, parent, owner, values) {
    return [
      step.reasons.some((reason) => reason.code !== 'none') && section('Judgement', judged(step)),
      section('Arguments', payload(step.arguments, 'This step carries no arguments.'), 'masked view'),
      values?.length > 0 && section('Where values came from', h('ul', { class: 'links origins' }, values.map(origin))),
      step.verdict !== 'deny' && step.labels.length > 0 && section('Brought in', h('div', { class: 'group' }, labelTags(step.labels))),
      section('Evidence', evidence(step, parent, owner)),
    ];
  }

  function origin(value) {
    const source = value.from ? h('button', { class: 'ref', type: 'button', on: { click: () => select(value.from.id) } }, `#${value.from.place}`) : h('span', { class: 'mono' }, shown(value.tool));
    return h('li', {}, h('span', { class: 'mono' }, shown(value.argument)), h('span', { class: 'dim' }, `${value.percent} % from`), source, labelTags(value.labels), h('span', { class: 'tiny faint push' }, { yes: 'the user named it', no: 'not named by the user' }[value.named] || 'named by the user: unknown'));
  }

  function result(step) {
    return section('Result', step.verdict === 'deny' ? h('p', { class: 'dim' }, 'Nothing came back: the call was not forwarded.') : [step.labels.length > 0 && h('p', {}, labelTags(step.labels)), payload(step.result, 'No result is stored.')], 'masked view');
  }

  function judged(step) {
    if (step.reasons.length === 0) return h('p', { class: 'dim' }, step.verdict ? `${words(step.verdict)}; no reason was stored with it.` : 'Not judged: it was told of by telemetry after the fact.');
    return step.reasons.map((reason) =>
      h(
        'div',
        { class: `reason ${step.verdict}` },
        h('h3', {}, reason.rule ? state.title(reason.rule) : reason.code === 'none' ? 'No objection' : words(reason.code.replaceAll('.', ' '))),
        h('p', {}, shown(reason.text)),
        h(
          'div',
          { class: 'proof' },
          reason.rule ? h('a', { class: 'mono', ...link(`/rules/${encodeURIComponent(reason.rule.id)}`) }, `${reason.rule.id} v${reason.rule.version}`) : h('span', { class: 'mono' }, reason.code),
          reason.evidence.length > 0 && ['proved by', reason.evidence.map(ref)],
        ),
      ),
    );
  }

  // The API answers the first question about any step; what it says is shown as it is.
  function why(step) {
    const known = reasons.get(step.id);
    if (!known) {
      get(`/sessions/${id}/answers?step=${encodeURIComponent(step.id)}`)
        .then((answers) => keep(reasons, step.id, answers.answers[0]))
        .then(() => current === step.id && open === 'why' && fill(body, why(step)))
        .catch((error) => current === step.id && fill(body, h('p', { class: 'section dim' }, error.message)));
      return h('p', { class: 'section faint' }, 'Loading');
    }
    return section('Why this action?', h('div', { class: 'sentences' }, known.sentences.map((one) => h('p', {}, one.parts.map((each) => part(each, select)))), known.unknown.map(unknown)));
  }

  function ref(stepId) {
    const place = rows.place(stepId);
    return h('button', { class: 'ref', type: 'button', on: { click: () => select(stepId) } }, place ? `#${place}` : stepId.split('/').pop());
  }

  function evidence(step, parent, owner) {
    const [source, trace, span] = step.id.split('/');
    const mono = (text) => h('span', { class: 'mono' }, text);
    const other = (one) => h('button', { class: 'ref', type: 'button', on: { click: () => select(one.id) } }, `#${one.place} `, shown(one.name));
    const facts = [
      ['Grade', grade(step.grade)],
      ['Outcome', step.outcome ? words(step.outcome) : 'unknown, because nobody reported it'],
      step.verdict === 'deny' && ['Forwarded', 'no, 0 bytes sent upstream'],
      ['Began', [time(step.startedAt), step.verdict !== 'deny' && step.durationNanos > 0 && h('span', { class: 'faint' }, `, took ${took(step.durationNanos)}`)]],
      step.effects.length > 0 && ['Effects', h('span', { class: 'group' }, effects(step.effects), step.effects.map(words).join(', '))],
      ['Risk after', step.risk],
      owner && ['Within', other(owner)],
      parent && (!owner || parent.id !== owner.id) && ['Called by', other(parent)],
      step.arguments.digest && ['Arguments', [mono(step.arguments.digest), h('span', { class: 'faint' }, ` ${bytes(step.arguments.sizeBytes)}`)]],
      step.result.digest && ['Result', [mono(step.result.digest), h('span', { class: 'faint' }, ` ${bytes(step.result.sizeBytes)}`)]],
      ['Seen by', mono(source)],
      ['Trace', mono(trace)],
      ['Span', [mono(span), step.parentSpanId && h('span', { class: 'faint' }, ' child of ', mono(step.parentSpanId))]],
    ];
    return h('dl', { class: 'facts' }, facts.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
  }

  return { node, paint };
}

function keep(map, key, value) {
  map.set(key, value);
  if (map.size > KEPT) map.delete(map.keys().next().value);
}

function section(title, content, aside = '') {
  return h('div', { class: 'section' }, title && h('h3', { class: 'label' }, title, aside && h('span', { class: 'push faint' }, aside)), content);
}

function payload(stored, nothing) {
  if (!stored.masked) return h('p', { class: 'dim' }, stored.sizeBytes ? `${bytes(stored.sizeBytes)}; the masked view was not stored.` : nothing);
  const json = parse(stored.masked);
  if (json === undefined) return h('pre', { class: 'code' }, withMasks(stored.masked));
  const { found, left } = lines(json);
  return h(
    'table',
    { class: 'values' },
    h('tbody', {}, found.map((line) => h('tr', {}, h('th', { scope: 'row' }, shown(line.path)), h('td', {}, value(line))))),
    left > 0 && h('tfoot', {}, h('tr', {}, h('td', { class: 'faint', colspan: 2 }, `${left} more values, see Raw`))),
  );
}

function value(line) {
  const cut = line.value.length > LONG;
  const text = cut ? line.value.slice(0, LONG) : line.value;
  if (line.type !== 'string') return h('span', { class: 'mono' }, text);
  return [text === '' ? h('span', { class: 'type' }, 'empty text') : withMasks(text), cut && h('span', { class: 'type' }, ` and ${line.value.length - LONG} more characters`)];
}

/** The step as stored, with the masked views as JSON instead of text within text. */
function readable(step) {
  const unfold = (stored) => ({ ...stored, masked: parse(stored.masked) ?? stored.masked });
  return { ...step, arguments: unfold(step.arguments), result: unfold(step.result) };
}
