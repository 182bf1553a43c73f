// One step in detail: why it was judged as it was, what it carried, how well that is attested.

import { fill, h } from '../dom.js';
import { bytes, time, took, words } from '../format.js';
import { grade, kindTile, labelTags, verdict } from '../parts.js';
import { lines, parse } from '../payload.js';
import { state } from '../state.js';
import { shown, withMasks } from '../text.js';
import { link } from '../router.js';

const TABS = [
  ['call', 'Call'],
  ['raw', 'Raw JSON'],
];
const LONG = 600;

export function stepPane({ steps, select, tab, onTab }) {
  let open = TABS.some(([name]) => name === tab) ? tab : 'call';
  let last = '';
  let drawn = '';
  const head = h('div', { class: 'step-head' });
  const tabs = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views of the step' });
  const body = h('div', { class: 'pane-scroll', role: 'tabpanel', tabindex: -1 });
  const node = h('section', { class: 'pane shown', 'aria-label': 'Selected step' }, head, tabs, body);

  function paint(id, chain) {
    const step = steps.find(id);
    const print = step ? JSON.stringify([step, chain, open, steps.place(id), steps.all.length]) : String(steps.loading);
    if (print === drawn) return;
    drawn = print;
    if (!step) {
      fill(head, h('h2', { class: 'faint' }, steps.loading ? 'Loading' : 'No step selected'));
      fill(tabs);
      fill(body);
      return;
    }
    const place = chain.indexOf(step.id) + 1;
    fill(
      head,
      kindTile(step),
      h('h2', { class: 'clip' }, h('span', { class: 'mono faint' }, `#${steps.place(id)} `), step.upstream && h('span', { class: 'faint' }, shown(step.upstream), ' / '), shown(step.name)),
      place > 0 && h('span', { class: 'no', title: `Step ${place} of the chain` }, place),
      h('span', { class: 'push' }),
      verdict(step.verdict),
    );
    fill(
      tabs,
      TABS.map(([name, word]) =>
        h('button', { type: 'button', role: 'tab', 'aria-selected': String(open === name), on: { click: () => { open = name; onTab(name); paint(id, chain); tabs.querySelector('[aria-selected="true"]').focus(); } } }, word),
      ),
    );
    fill(body, open === 'raw' ? h('pre', { class: 'code raw' }, withMasks(JSON.stringify(readable(step), null, 2))) : call(step));
    if (last !== id) body.scrollTop = 0;
    last = id;
  }

  function call(step) {
    return [
      section('Judgement', reasons(step)),
      section('Arguments', payload(step.arguments, 'This step carries no arguments.'), 'masked view'),
      section('Result', step.verdict === 'deny' ? h('p', { class: 'dim' }, 'Nothing came back: the call was not forwarded.') : [step.labels.length > 0 && h('p', {}, labelTags(step.labels)), payload(step.result, 'No result is stored.')], 'masked view'),
      section('Evidence', evidence(step)),
    ];
  }

  function reasons(step) {
    if (step.reasons.length === 0) {
      return h('p', { class: 'dim' }, step.verdict ? `${words(step.verdict)}; no reason was stored with it.` : 'Not judged: it was told of by telemetry after the fact.');
    }
    return step.reasons.map((reason) =>
      h(
        'div',
        { class: `reason ${step.verdict}` },
        h('h3', {}, reason.rule ? state.title(reason.rule) : words(reason.code.replaceAll('.', ' '))),
        h('p', {}, shown(reason.text)),
        h(
          'div',
          { class: 'proof' },
          reason.rule ? h('a', { class: 'mono', ...link('/rules') }, `${reason.rule.id} v${reason.rule.version}`) : h('span', { class: 'mono' }, reason.code),
          reason.evidence.length > 0 && ['proved by', reason.evidence.map((id) => ref(id))],
        ),
      ),
    );
  }

  function ref(id) {
    const place = steps.place(id);
    return place ? h('button', { class: 'ref', type: 'button', on: { click: () => select(id, { scroll: true }) } }, `#${place}`) : h('span', { class: 'mono' }, id.split('/').pop());
  }

  function evidence(step) {
    const [source, trace, span] = step.id.split('/');
    const mono = (text) => h('span', { class: 'mono' }, text);
    return h(
      'dl',
      { class: 'facts' },
      fact('Grade', grade(step.grade)),
      fact('Outcome', step.outcome ? words(step.outcome) : 'unknown, because nobody reported it'),
      step.verdict === 'deny' && fact('Forwarded', 'no, 0 bytes sent upstream'),
      fact('Began', [time(step.startedAt), step.verdict !== 'deny' && step.durationNanos > 0 && h('span', { class: 'faint' }, ` took ${took(step.durationNanos)}`)]),
      step.effects.length > 0 && fact('Effects', step.effects.map(words).join(', ')),
      fact('Risk after', step.risk),
      step.arguments.digest && fact('Arguments', [mono(step.arguments.digest), h('span', { class: 'faint' }, ` ${bytes(step.arguments.sizeBytes)}`)]),
      step.result.digest && fact('Result', [mono(step.result.digest), h('span', { class: 'faint' }, ` ${bytes(step.result.sizeBytes)}`)]),
      fact('Seen by', mono(source)),
      fact('Trace', mono(trace)),
      fact('Span', [mono(span), step.parentSpanId && h('span', { class: 'faint' }, ' child of ', mono(step.parentSpanId))]),
    );
  }

  return { node, paint };
}

function section(title, content, aside = '') {
  return h('div', { class: 'section' }, h('h3', { class: 'label' }, title, aside && h('span', { class: 'push faint' }, aside)), content);
}

function fact(name, value) {
  return [h('dt', {}, name), h('dd', {}, value)];
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
    left > 0 && h('tfoot', {}, h('tr', {}, h('td', { class: 'faint', colspan: 2 }, `${left} more values, see Raw JSON`))),
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
