// Small parts that several views show.

import { h } from './dom.js';
import { s } from './svg.js';
import { icon } from './icons.js';
import { shown } from './text.js';
import { age, dollars, number, short, time, tone, words } from './format.js';

export const STATES = ['held', 'paused', 'restricted', 'active', 'killed', 'ended'];

const HOT = new Set(['destroy', 'pay', 'egress', 'exec', 'admin']);
const GRADES = {
  G0: 'G0 seen by the gateway',
  G1: 'G1 attested by the host',
  G2: 'G2 authenticated telemetry',
  G3: 'G3 caller’s own word',
};
const SHORT_GRADES = { G0: 'G0 seen', G1: 'G1 attested', G2: 'G2 telemetry', G3: 'G3 claim' };
const KEY_SOURCES = {
  declared: 'Declared by its host',
  host: 'Id of its host',
  baggage: 'Baggage of the caller',
  trace: 'Trace id of the caller',
  'mcp-session': 'Mcp-Session-Id',
  floor: 'No key: cut by idle time',
};
const PAST = { pause: 'Paused', restrict: 'Restricted', resume: 'Resumed', kill: 'Killed', release: 'Released' };

export function chip(state, big = false) {
  return h('span', { class: `chip ${state} ${big ? 'big' : ''}` }, icon(state, big ? '' : 'small'), words(state));
}

export function severity(word) {
  return h('span', { class: `severity ${word}` }, icon(word, 'small'), words(word));
}

/** A verdict with its word, or its icon alone with the word as title. */
export function verdict(word, form = 'boxed') {
  if (!word) return h('span', { class: 'verdict none' }, form === 'icon' ? '' : 'not judged');
  const name = word === 'hold' ? 'held' : word;
  return form === 'icon'
    ? h('span', { class: `verdict ${word}` }, icon(name, 'small', words(word)))
    : h('span', { class: `verdict ${word} boxed` }, icon(name, 'small'), words(word));
}

export function mode(word) {
  return h('span', { class: `tag ${word}` }, word);
}

export function risk(value, peak) {
  return h(
    'span',
    { class: `risk tone-${tone(value)}`, title: peak > value ? `Risk ${value} of 100, highest ${peak}` : `Risk ${value} of 100` },
    h(
      'span',
      { class: 'track', 'aria-hidden': 'true' },
      h('span', { class: 'fill', vars: { part: `${value}%` } }),
      peak > value && h('span', { class: `peak tone-${tone(peak)}`, vars: { part: `${peak}%` } }),
    ),
    h('b', {}, value),
  );
}

/** How something that goes from 0 to 100 went, oldest first; its picture says no more than its title. */
export function trend(points, look = '') {
  const x = (index) => (points.length > 1 ? 2 + (index / (points.length - 1)) * 54 : 56);
  const y = (value) => (19 - value * 0.17).toFixed(1);
  const line = points.map((value, index) => `${index ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value)}`).join('');
  return s('svg', { class: `spark ${look}`, viewBox: '0 0 60 22', 'aria-hidden': 'true' }, points.length > 1 && s('path', { class: 'under', d: `${line}L56 19L2 19Z` }), s('path', { d: line }), points.length > 0 && s('circle', { cx: x(points.length - 1).toFixed(1), cy: y(points.at(-1)), r: 2 }));
}

/** How far a session is from its agent's habits, as the share of clean sessions that get as far. */
export function drift(now) {
  if (!now) return h('span', { class: 'faint', title: 'Unknown: no baseline yet, or the session is not held any more' }, 'n/a');
  return h('span', { class: now.alarm ? 'hot-number' : '', title: `${now.score} nats of evidence; ${now.perThousand} of 1,000 clean sessions get as far${now.alarm ? ', the limit is passed' : ''}` }, now.score.toFixed(1));
}

/** What model calls cost, or how many tokens they took where nobody told a price. */
export function cost(usage) {
  if (!usage) return h('span', { class: 'faint', title: 'Unknown: nobody told of its model calls' }, 'n/a');
  const tokens = `${number(usage.inputTokens)} tokens in, ${number(usage.outputTokens)} out`;
  return h('span', { title: usage.costMicros ? tokens : `${tokens}; nobody told a price` }, usage.costMicros ? dollars(usage.costMicros) : `${short(usage.inputTokens + usage.outputTokens)} tok`);
}

/** Effects that permitted calls had, as tiles. */
export function effects(list) {
  return h(
    'span',
    { class: 'tiles' },
    list.map((name) => h('span', { class: `tile ${HOT.has(name) ? 'hot' : ''}` }, icon(name, '', words(name)))),
  );
}

/** Labels of data that came back, as tiles. */
export function labels(list) {
  return h('span', { class: 'tiles' }, list.map((name) => h('span', { class: `tile ${name}` }, icon(name, '', `${words(name)} data`))));
}

/** Labels with their words. */
export function labelTags(list) {
  return list.map((name) => h('span', { class: `tag ${name}` }, icon(name), name));
}

/** How well something is attested: in words, or as G0 to G3 alone. */
export function grade(name, short = false) {
  return h('span', { class: `grade ${name.toLowerCase()}`, title: GRADES[name] || name }, h('i', { 'aria-hidden': 'true' }), short ? SHORT_GRADES[name] || name : GRADES[name] || name);
}

export function keySource(session) {
  if (!session.keySource) return 'unknown, because only telemetry told of it';
  return KEY_SOURCES[session.keySource] || session.keySource;
}

/** An age that keeps itself up to date, see app.js. */
export function ageOf(iso) {
  return h('time', { datetime: iso, title: time(iso), data: { age: iso } }, age(iso));
}

/** Name and version of an agent, which are its own claim. */
export function agent(session) {
  if (!session.agentName) return h('span', { class: 'undeclared' }, 'No name given');
  return [shown(session.agentName), session.agentVersion && h('span', { class: 'mono faint' }, ' ', shown(session.agentVersion))];
}

export function task(session) {
  return session.task ? shown(session.task) : h('span', { class: 'undeclared' }, 'No task declared');
}

/** The tile that says what kind of step it is. */
export function kindTile(step) {
  const effect = step.effects?.find((name) => HOT.has(name)) || step.effects?.[0];
  const byKind = {
    'user-message': ['user', 'round'],
    'model-call': ['model', 'model'],
    'resource-read': ['file', ''],
    prompt: ['message', ''],
    retrieval: ['discover', ''],
    'memory-read': ['memory', ''],
    'memory-write': ['memory', ''],
    'hand-off': ['delegate', ''],
    sampling: ['model', 'round'],
    elicitation: ['user', ''],
  };
  const [name, style] = byKind[step.kind] || [effect || 'tool', HOT.has(effect) ? 'hot' : ''];
  const what = effect && !byKind[step.kind] ? `${words(step.kind)}, ${words(effect).toLowerCase()}` : words(step.kind);
  return h('span', { class: `tile ${style}` }, icon(name, '', what));
}

/** What carried out a signal, in the past tense. */
export function done(action) {
  return PAST[action] || words(action);
}

/** A pane that has nothing to show, or could not. */
export function empty({ emblem, tone: look = '', title, text, actions = [], code = '' }) {
  return h(
    'div',
    { class: 'empty' },
    h('span', { class: `emblem ${look}` }, icon(emblem, 'large')),
    h('h2', {}, title),
    text && h('p', {}, text),
    actions.length > 0 && h('div', { class: 'group' }, actions),
    code && h('p', { class: 'tiny faint mono' }, code),
  );
}

/** A pane that could not be loaded, with a way to try again. */
export function failed(what, error, again) {
  return empty({
    emblem: 'alert',
    tone: 'bad',
    title: `${what} did not load`,
    text: error.message,
    code: error.code,
    actions: [h('button', { class: 'button primary', type: 'button', on: { click: again } }, 'Load again')],
  });
}

export function stat(name, value) {
  return h('div', { class: `counter ${value ? '' : 'zero'}` }, h('span', { class: 'what' }, name), h('span', { class: 'value' }, number(value)));
}
