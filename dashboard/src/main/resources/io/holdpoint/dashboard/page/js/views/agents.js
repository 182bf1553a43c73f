// The agents behind the sessions: what they may answer for, what they use, who looks after them.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, dollars, number, short, span, tone, words } from '../format.js';
import { listPane } from '../list-pane.js';
import { ageOf, effects, labels, trend } from '../parts.js';
import { link } from '../router.js';
import { state } from '../state.js';
import { plain, shown } from '../text.js';

const FIELDS = {
  agent: { type: 'text', hint: 'by its own word', of: (one) => one.name },
  version: { type: 'text', hint: 'of the agent', of: (one) => one.version },
  owner: { type: 'text', hint: 'registered', of: (one) => one.owner },
  principal: { type: 'list', hint: 'it acts as', of: (one) => one.principals.map((name) => name.toLowerCase()) },
  env: { type: 'list', hint: 'environment', of: (one) => one.environments },
  effect: { type: 'list', hint: 'used', of: (one) => one.effects },
  team: { type: 'text', hint: 'registered', of: (one) => one.team },
  beyond: { type: 'list', hint: 'effects not registered', of: (one) => one.beyond },
  upstream: { type: 'list', hint: 'of its newest sessions', of: (one) => one.upstreams },
  label: { type: 'list', hint: 'data seen', of: (one) => one.labels },
  sessions: { type: 'number', hint: 'how many', of: (one) => one.sessions },
  live: { type: 'number', hint: 'not over', of: (one) => one.live },
  covered: { type: 'number', hint: 'percent by the gateway', of: covered },
  risk: { type: 'number', hint: 'highest', of: (one) => one.maxRisk },
  denied: { type: 'number', hint: 'calls', of: (one) => one.denied },
  baseline: { type: 'number', hint: 'clean sessions it rests on', of: (one) => one.baseline?.cleanSessions || 0 },
  drifted: { type: 'number', hint: 'sessions past the limit', of: (one) => one.drifted },
  outward: { type: 'number', hint: 'sessions that sent something out', of: (one) => one.outward },
};
const COLUMNS = [
  ['agent', 'Agent'],
  ['owner', 'Owner, principal'],
  ['uses', 'Effects and data'],
  ['cover', 'Covered', true],
  ['person', 'Person saw', true],
  ['sessions', 'Sessions', true],
  ['baseline', 'Baseline', true],
  ['risks', 'Highest risk', true],
];

export function agentsView(place) {
  return listPane(place, {
    title: 'Agents',
    noun: 'agent',
    kind: 'agents',
    caption: 'Agents by name',
    placeholder: 'Filter: owner = "" and effect = egress, or any words',
    fields: FIELDS,
    columns: COLUMNS,
    idOf,
    textOf,
    fetch: async () => (await get('/agents')).agents.sort((a, b) => b.maxRisk - a.maxRisk || a.name.localeCompare(b.name)),
    counters,
    cells,
    side: paintSide,
    nothing: () => ({ emblem: 'boxes', title: 'No agent has been seen yet', text: 'Agents are listed here as soon as one of their sessions is.', actions: [h('a', { class: 'button primary', ...link('/') }, 'To the fleet')] }),
    aside: 'Over the newest 1,000 sessions',
  }).view;
}

function counters(agents, cell) {
  const all = agents.reduce((sum, one) => sum + one.sessions, 0);
  const seen = agents.reduce((sum, one) => sum + one.seenByGateway, 0);
  const unowned = agents.filter((one) => !one.owner).length;
  const uncovered = agents.filter((one) => covered(one) < 100).length;
  return [
    cell('Sessions that pass a hold point', all ? `${Math.floor((100 * seen) / all)} %` : 'none', ` of ${number(all)}`, ''),
    cell('Agents live', number(agents.filter((one) => one.live > 0).length), ` of ${number(agents.length)}`, 'live > 0'),
    cell('Without an owner', number(unowned), '', 'owner = ""', unowned > 0),
    cell('Not fully covered', number(uncovered), ' telemetry only', 'covered < 100', uncovered > 0),
  ];
}

function cells(one) {
  return [
    h('td', { class: 'c-agent' }, h('span', { class: 'two-lines' }, name(one), h('span', { class: 'mono' }, one.version ? shown(one.version) : 'no version'))),
    h('td', { class: 'c-owner' }, h('span', { class: 'two-lines' }, one.owner ? h('span', {}, shown(one.owner)) : h('span', {}, noOwner()), h('span', {}, shown(one.principals.join(', ') || 'principal unknown')))),
    h('td', { class: 'c-uses' }, h('span', { class: 'group tight' }, effects(one.effects), labels(one.labels))),
    h('td', { class: 'c-cover num' }, share(covered(one))),
    h('td', { class: 'c-person num' }, one.steps ? `${percent(one.askedPeople, one.steps)} %` : 'none'),
    h('td', { class: 'c-sessions num' }, h('span', { class: 'two-lines' }, h('span', {}, number(one.sessions)), h('span', {}, `${number(one.live)} live`))),
    h('td', { class: 'c-baseline num' }, h('span', { class: 'two-lines' }, one.baseline ? h('span', {}, number(one.baseline.cleanSessions)) : h('span', { class: 'faint' }, 'none yet'), h('span', { class: one.drifted ? 'hot-number' : '' }, one.drifted ? `${number(one.drifted)} drifted` : one.baseline ? 'sessions' : ''))),
    h('td', { class: 'c-risks num' }, h('span', { class: 'group' }, trend(one.risks, `tone-${tone(one.maxRisk)}`), h('b', {}, one.maxRisk))),
  ];
}

function paintSide(side, one, agents) {
  if (!one) {
    fill(side);
    return;
  }
  const others = agents.filter((other) => other.name && other.name === one.name && other.version !== one.version);
  const mine = [...state.sessions.values()].filter((session) => session.agentName === one.name && session.agentVersion === one.version && (one.name || one.principals.includes(session.principal))).slice(0, 8);
  fill(
    side,
    h('div', { class: 'section' }, h('h2', { class: 'side-title' }, name(one), ' ', h('span', { class: 'mono faint' }, shown(one.version))), h('p', { class: 'group' }, h('a', { class: 'button', ...link(`/?q=${encodeURIComponent(one.name ? `agent = "${one.name}"` : `principal = "${one.principals[0] || ''}"`)}`) }, 'Its sessions'))),
    h(
      'div',
      { class: 'section' },
      h('dl', { class: 'facts' }, [
        ['Owner', one.owner ? shown(one.owner) : [noOwner(), h('p', { class: 'unknown' }, 'unknown, because no owner is registered for its credential. ', h('span', { class: 'connect' }, 'Name one beside the credential (gateway.credentials, owner) or in a registry (gateway.policy.registry).'))]],
        ['Team', one.team ? shown(one.team) : 'none registered'],
        ['Purpose', one.purpose ? shown(one.purpose) : h('span', { class: 'dim' }, 'unknown, because nothing registers it')],
        ['May have', one.allowedEffects ? one.allowedEffects.map(words).join(', ') || 'no effect' : h('span', { class: 'dim' }, 'nothing registered')],
        one.beyond.length > 0 && ['Beyond that', h('span', { class: 'tag no-owner' }, one.beyond.map(words).join(', '))],
        ['Acts as', shown(one.principals.join(', ') || 'unknown')],
        ['Where', shown(one.environments.join(', ') || 'unknown')],
        ['Effects', one.effects.map(words).join(', ') || 'none yet'],
        ['Data', one.labels.map(words).join(', ') || 'none yet'],
        ['Upstreams', shown(one.upstreams.join(', ') || 'none yet')],
        ['First seen', ageOf(one.firstSeen)],
        ['Last seen', ageOf(one.lastSeen)],
        ['Denied', counted(one.denied, 'call')],
        ['Detected', counted(one.detections, 'time')],
      ].filter(Boolean).map(([term, value]) => [h('dt', {}, term), h('dd', {}, value)])),
    ),
    h('div', { class: 'section' }, h('h3', { class: 'label' }, others.length > 0 ? 'Rates, versions compared' : 'Rates'), versions([...others, one])),
    h('div', { class: 'section' }, h('h3', { class: 'label' }, 'Baseline'), baseline(one.baseline)),
    mine.length > 0 && h('div', { class: 'section' }, h('h3', { class: 'label' }, 'Newest sessions'), h('ul', { class: 'links' }, mine.map((session) => h('li', {}, h('a', { class: 'mono', ...link(`/sessions/${session.id}`) }, session.id), h('span', { class: 'clip dim' }, shown(session.task || session.lastStep)))))),
  );
}

function idOf(one) {
  return `${one.name} ${one.version} ${one.name ? '' : one.principals[0] || ''}`;
}

function name(one) {
  return one.name ? h('span', {}, shown(one.name)) : h('span', { class: 'undeclared' }, 'No name given');
}

function textOf(one) {
  return plain([one.name, one.version, one.owner, ...one.principals, ...one.environments].join(' ')).toLowerCase();
}

function covered(one) {
  return one.sessions ? percent(one.seenByGateway, one.sessions) : 0;
}

function percent(part, all) {
  return Math.floor((100 * part) / all);
}

function noOwner() {
  return h('span', { class: 'tag no-owner' }, 'no owner');
}

function share(value) {
  return h('span', { class: `risk ${value < 50 ? 'tone-4' : value < 100 ? 'tone-2' : 'whole'}` }, h('span', { class: 'track', 'aria-hidden': 'true' }, h('span', { class: 'fill', vars: { part: `${value}%` } })), h('span', {}, `${value} %`));
}

/** What its sessions are compared with to see drift. */
function baseline(known) {
  if (!known) return h('p', { class: 'unknown' }, 'unknown, because none of its newest sessions is held, or fewer than 5 clean ones had ended. ', h('span', { class: 'connect' }, 'End sessions, so that they can be learnt from.'));
  const usual = (value, say) => (value === null ? h('span', { class: 'dim' }, 'too few sessions tell') : say(value));
  const within = (millis) => (millis < 1000 ? `${millis} ms` : span(Math.round(millis / 1000)));
  return h('dl', { class: 'facts' }, [
    ['Of', shown(known.name)],
    ['Rests on', counted(known.cleanSessions, 'clean session')],
    ['Limit', usual(known.threshold, (value) => `${value.toFixed(1)} nats: ${known.falseAlarmsPerThousand} false alarms in 1,000`)],
    ['Usual calls', usual(known.usualCalls, (value) => `up to ${number(value)}`)],
    ['Usual time', usual(known.usualMillis, (value) => `up to ${within(value)}`)],
    ['Usual pause', usual(known.usualPauseMillis, (value) => `up to ${within(value)}`)],
    ['Usual result', usual(known.usualResultBytes, (value) => `up to ${number(value)} bytes`)],
  ].map(([term, value]) => [h('dt', {}, term), h('dd', {}, value)]));
}

/** Rates of each version; with more than one, what the last one does more of than the one before. */
function versions(all) {
  const each = (count) => (one) => (one.sessions ? count(one) / one.sessions : 0);
  const lines = [
    ['Sessions', (one) => one.sessions, number],
    ['Sessions a day', (one) => one.perDay, (value) => value.toFixed(1)],
    ['Steps, median', (one) => one.medianSteps, number],
    ['Steps, 19 of 20', (one) => one.mostSteps, number],
    ['Sending out', each((one) => one.outward), (value) => `${(100 * value).toFixed(value && value < 0.1 ? 1 : 0)} %`],
    ['Denied each', each((one) => one.denied), (value) => value.toFixed(1)],
    ['Detected each', each((one) => one.detections), (value) => value.toFixed(1)],
    ['Drifted', (one) => one.drifted, number],
    ['Tokens, median', (one) => one.usage?.tokens ?? null, short],
    ['Cost, median', (one) => one.usage?.costMicros || null, dollars],
    ['Highest risk', (one) => one.maxRisk, number],
    ['Effects', (one) => one.effects.length, number],
  ];
  const cell = (value, say) => (value === null || value === undefined ? h('span', { class: 'faint' }, 'n/a') : say(value));
  const row = ([word, of, say]) => h('tr', {}, h('th', { scope: 'row' }, word), all.map((one) => h('td', { class: 'num' }, cell(of(one), say))), all.length > 1 && h('td', { class: 'num change' }, change(of(all.at(-2)), of(all.at(-1)))));
  return h('div', { class: 'wide' }, h('table', { class: 'values versions' }, h('thead', {}, h('tr', {}, h('th', {}, 'Of each session'), all.map((one) => h('th', { class: 'num' }, shown(one.version || 'no version'))), all.length > 1 && h('th', { class: 'num' }, 'Change'))), h('tbody', {}, lines.map(row))));
}

function change(before, now) {
  if (before === null || now === null || before === undefined || now === undefined || before === now) return '';
  if (before === 0) return h('b', {}, 'new');
  const ratio = now / before;
  return ratio >= 2 ? h('b', {}, `×${ratio.toFixed(1)}`) : `${ratio > 1 ? '+' : '−'}${Math.abs(Math.round((ratio - 1) * 100))} %`;
}
