// One detection beside the list: its chain, what people made of it, their notes.

import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, time, words } from '../format.js';
import { icon } from '../icons.js';
import { agent, mode, severity, task } from '../parts.js';
import { may } from '../rights.js';
import { go, link } from '../router.js';
import { say, toast } from '../say.js';
import { state } from '../state.js';
import { shown } from '../text.js';

export const TRIAGE = [
  ['new', 'New'],
  ['acknowledged', 'Acknowledged'],
  ['confirmed', 'Confirmed'],
  ['false-positive', 'False positive'],
];
const ACTIONS = [
  ['acknowledged', 'Acknowledge', 'A'],
  ['confirmed', 'Confirm', 'C'],
  ['false-positive', 'False positive', 'F'],
];

/** A shape for each state, so that it can be told without its colour. */
export function triageMark(name) {
  return h('i', { class: `triage-mark ${name}`, 'aria-hidden': 'true' });
}

export function triageSide({ changed }) {
  const node = h('aside', { class: 'side', 'aria-label': 'Selected detection' });
  const known = new Map();
  let detection = null;
  let asking = false;
  let drawn = '';
  let drawnOf = '';

  function paint(next) {
    if (next?.id !== detection?.id) asking = false;
    detection = next || null;
    if (!detection) {
      fill(node);
      drawn = '';
      return;
    }
    if (!known.has(detection.id)) load(detection);
    const more = known.get(detection.id) || {};
    const print = JSON.stringify([detection, state.triageOf(detection.id), more, asking, state.sessions.has(detection.session)]);
    if (print === drawn) return;
    drawn = print;
    const scrolled = node.scrollTop;
    const typed = drawnOf === detection.id ? typing() : [];
    drawnOf = detection.id;
    fill(node, title(), decision(), section('The chain', chain(more.rows)), section('Notes', notes(more)), section('Facts', facts()));
    node.scrollTop = scrolled;
    for (const { label, value, focused } of typed) {
      const field = fieldOf(label);
      if (!field) continue;
      field.value = value;
      field.dispatchEvent(new Event('input'));
      if (focused) field.focus({ preventScroll: true });
    }
  }

  // What is half-typed stays when something about the detection comes in meanwhile.
  function typing() {
    return [...node.querySelectorAll('textarea')].map((field) => ({ label: field.getAttribute('aria-label'), value: field.value, focused: field === document.activeElement }));
  }

  function fieldOf(label) {
    return [...node.querySelectorAll('textarea')].find((field) => field.getAttribute('aria-label') === label);
  }

  function title() {
    const target = `/sessions/${detection.session}?detection=${encodeURIComponent(detection.id)}`;
    return h(
      'div',
      { class: 'section' },
      h('div', { class: 'group' }, severity(detection.severity), mode(detection.mode), h('span', { class: 'mono tiny faint' }, detection.id)),
      h('h2', { class: 'side-title' }, state.title(detection.rule)),
      h('p', { class: 'dim' }, shown(detection.text)),
      h('p', { class: 'group' }, h('a', { class: 'button primary', ...link(target) }, 'Open session'), h('a', { class: 'button', ...link(`/rules/${encodeURIComponent(detection.rule.id)}`) }, 'Its rule')),
    );
  }

  function decision() {
    const now = state.triageOf(detection.id);
    const last = state.triage.get(detection.id);
    return h(
      'div',
      { class: 'section' },
      h('div', { class: 'judging', needs: 'triage' }, ACTIONS.map(([name, word, key]) => h('button', { class: 'button', type: 'button', title: `${word} (${key})`, 'aria-keyshortcuts': key, 'aria-pressed': String(now === name), on: { click: () => judge(name) } }, triageMark(name), word))),
      last && now !== 'new' && h('p', { class: 'tiny dim' }, `${words(now)} by ${last.by} at ${time(last.at)}`, last.reason && [': ', shown(last.reason)], '. ', h('button', { class: 'ref', type: 'button', needs: 'triage', on: { click: () => send('new') } }, 'Take it back')),
      now === 'false-positive' && except(last),
      asking && form(),
    );
  }

  // What was wrong once may be excepted for a time; the file that says so is written in the workshop.
  function except(last) {
    if (!may('rules')) return h('p', { class: 'tiny faint' }, 'A rule author or an admin can except this from the rule for a time.');
    const button = h('button', { class: 'button except', type: 'button', on: { click: open } }, icon('write', 'small'), 'Except this from the rule');
    async function open() {
      const one = detection;
      button.disabled = true;
      try {
        const { openException } = await import('../workshop/except.js');
        await openException({ detection: one, reason: last?.reason || 'a false positive', owner: state.operator });
      } catch (error) {
        button.disabled = false;
        toast('No exception was begun', error.message, true);
      }
    }
    return h('p', { class: 'group' }, button, h('span', { class: 'tiny faint' }, 'for 30 days, if you save it'));
  }

  // A false positive needs a reason: it is what the rule's author works from.
  function form() {
    const reason = h('textarea', { class: 'input', rows: 2, maxlength: 500, required: true, 'aria-label': 'Why the rule was wrong', placeholder: 'Why the rule was wrong, and who agreed' });
    const confirm = h('button', { class: 'button primary', type: 'submit', disabled: true }, 'Mark as false positive');
    reason.addEventListener('input', () => {
      confirm.disabled = reason.value.trim() === '';
    });
    setTimeout(() => reason.focus());
    return h('form', { class: 'field', on: { submit: (event) => { event.preventDefault(); send('false-positive', reason.value.trim()); } } }, reason, h('div', { class: 'group' }, confirm, h('button', { class: 'button ghost', type: 'button', on: { click: cancel } }, 'Cancel')));
  }

  function cancel() {
    asking = false;
    paint(detection);
  }

  function judge(name) {
    if (!detection) return;
    if (name === 'false-positive' && state.triageOf(detection.id) !== name) {
      asking = true;
      paint(detection);
    } else if (state.triageOf(detection.id) !== name) {
      send(name);
    }
  }

  async function send(name, reason = '') {
    const one = detection;
    try {
      take(one, await post(`${path(one)}/triage${at(one)}`, reason ? { state: name, reason } : { state: name }));
      asking = false;
      say(`${one.rule.id} is now ${name}`);
    } catch (error) {
      toast('Not written down', error.message, true);
    }
    changed();
  }

  function notes(more) {
    const words = h('textarea', { class: 'input', rows: 2, maxlength: 2000, 'aria-label': 'A note', placeholder: 'A note for whoever looks next' });
    return [
      h('ul', { class: 'notes' }, (more.notes || []).map((one) => h('li', {}, h('span', { class: 'avatar', 'aria-hidden': 'true' }, one.by.slice(0, 2).toUpperCase()), h('span', {}, h('b', {}, shown(one.by)), ' ', h('span', { class: 'faint' }, time(one.at)), h('br'), shown(one.text))))),
      h('form', { class: 'field', needs: 'note', on: { submit: (event) => { event.preventDefault(); write(words.value.trim()); } } }, words, h('div', {}, h('button', { class: 'button', type: 'submit' }, icon('note', 'small'), 'Add note'))),
    ];
  }

  async function write(text) {
    if (!text) return;
    const one = detection;
    try {
      take(one, await post(`${path(one)}/notes${at(one)}`, { text }));
      const field = fieldOf('A note');
      if (field && field.value.trim() === text) field.value = '';
    } catch (error) {
      toast('Not written down', error.message, true);
    }
    changed();
  }

  function chain(rows) {
    return h(
      'ol',
      { class: 'chain' },
      detection.chain.map((id, index) => {
        const row = rows?.get(id);
        const target = `/sessions/${detection.session}?detection=${encodeURIComponent(detection.id)}&step=${encodeURIComponent(id)}`;
        return h('li', {}, h('button', { type: 'button', on: { click: () => go(target) } }, h('span', { class: 'no' }, index + 1), h('span', { class: 'what' }, h('span', { class: 'clip' }, row ? shown(row.name) : rows ? 'step not stored' : 'Loading'), row?.labels.slice(0, 2).map((name) => h('span', { class: `tag ${name}` }, name))), h('span', { class: 'place' }, row ? `#${row.place}` : '')));
      }),
    );
  }

  function facts() {
    const session = state.sessions.get(detection.session);
    const rows = [
      ['Rule', h('a', { class: 'mono', ...link(`/rules/${encodeURIComponent(detection.rule.id)}`) }, `${detection.rule.id} v${detection.rule.version}`)],
      ['Family', words(detection.kind)],
      ['Asked for', `${words(detection.action)}${detection.mode === 'enforce' ? '' : ', not carried out in shadow'}`],
      ['Risk', `adds ${detection.score}`],
      ['Session', [h('span', { class: 'mono' }, detection.session), session && h('div', {}, task(session))]],
      session && ['Agent', agent(session)],
      session && ['Principal', session.principal ? shown(session.principal) : 'unknown'],
      ['Chain', counted(detection.chain.length, 'step')],
      ['At', time(detection.at)],
    ];
    return h('dl', { class: 'facts' }, rows.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
  }

  async function load(one) {
    known.set(one.id, {});
    try {
      take(one, await get(`${path(one)}${at(one)}`));
      const pages = await Promise.all(one.chain.slice(0, 12).map((id) => get(`/sessions/${one.session}/timeline?limit=1&around=${encodeURIComponent(id)}`).catch(() => ({ steps: [] }))));
      known.get(one.id).rows = new Map(pages.flatMap((page) => page.steps).map((row) => [row.id, row]));
    } catch {
      // The chain then stays without names; the session's own page says what is wrong.
      known.get(one.id).rows = new Map();
    }
    if (detection?.id === one.id) paint(detection);
  }

  function take(one, answer) {
    const last = answer.history.at(-1);
    if (last) state.triage.set(one.id, last);
    known.set(one.id, { ...known.get(one.id), notes: answer.notes });
  }

  return { node, paint, judge, writeNote: () => node.querySelector('textarea[aria-label="A note"]')?.focus() };
}

function path(one) {
  return `/detections/${encodeURIComponent(one.id)}`;
}

function at(one) {
  return `?session=${encodeURIComponent(one.session)}`;
}

function section(title, content) {
  return h('div', { class: 'section' }, h('h3', { class: 'label' }, title), content);
}
