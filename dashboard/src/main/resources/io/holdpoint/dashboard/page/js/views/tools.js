// What servers offer: who says what a tool can do, and which definitions wait for a person.

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, number, time, words } from '../format.js';
import { icon } from '../icons.js';
import { listPane } from '../list-pane.js';
import { ageOf, effects, labels } from '../parts.js';
import { parse } from '../payload.js';
import { link } from '../router.js';
import { plain, shown } from '../text.js';
import { hintsOf, isUnlabelled, labelForm } from '../tools/label.js';
import { flagWords, waitingPane, waits } from '../tools/waiting.js';

const FIELDS = {
  name: { type: 'text', hint: 'of the offer', of: (one) => one.name },
  upstream: { type: 'text', hint: 'server', of: (one) => one.upstream },
  kind: { type: 'text', hint: 'tool, prompt, ..', of: (one) => one.kind },
  effect: { type: 'list', hint: 'it can have', of: (one) => one.effects },
  label: { type: 'list', hint: 'of its results', of: (one) => one.labels },
  source: { type: 'text', hint: 'who says so', of: sourceOf },
  pin: { type: 'text', hint: 'of its definition', of: (one) => one.pin },
  waits: { type: 'text', hint: 'for a person', of: (one) => (waits(one) ? 'yes' : 'no') },
  suspicious: { type: 'text', hint: 'text', of: (one) => (one.flags.length > 0 ? 'yes' : 'no') },
};
const COLUMNS = [
  ['offer', 'Offer'],
  ['uses', 'Effects and data'],
  ['source-col', 'Said by'],
  ['pin-col', 'Definition'],
  ['at', 'Last listed'],
];
const SOURCES = { operator: 'a person', catalogue: 'catalogue', name: 'its name', none: 'nobody' };
const PINS = { pinned: 'pinned', quarantined: 'quarantined', vanished: 'vanished', unlisted: 'never listed' };

export function toolsView(place) {
  let drawn = '';
  const pane = listPane(place, {
    title: 'Tools',
    noun: 'offer',
    kind: 'offers',
    caption: 'Offers; what waits for a person first, then what nobody has labelled',
    placeholder: 'Filter: source = nobody and upstream = crm, or any words',
    fields: FIELDS,
    columns: COLUMNS,
    idOf,
    textOf,
    fetch: async () => (await get('/tools')).tools.sort((a, b) => urgency(a) - urgency(b) || a.upstream.localeCompare(b.upstream) || a.name.localeCompare(b.name)),
    counters,
    cells,
    side: paintSide,
    nothing: () => ({ emblem: 'tool', title: 'No server has listed anything yet', text: 'What servers offer appears here as soon as an agent lists it through the gateway.', actions: [h('a', { class: 'button primary', ...link('/') }, 'To the fleet')] }),
  });

  // What is half typed stays as long as the offer is the same.
  function paintSide(side, one) {
    const print = JSON.stringify([one && { ...one, lastSeen: null }]);
    if (print === drawn) return;
    drawn = print;
    side.scrollTop = 0;
    fill(side, one && [title(one), one.waiting && waitingPane(one, settled), one.kind === 'tool' && labelling(one), definition(one), facts(one)]);
  }

  function title(one) {
    return h(
      'div',
      { class: 'section' },
      h('div', { class: 'group' }, h('span', { class: 'tag' }, one.kind), pinTag(one)),
      h('h2', { class: 'side-title' }, nameOf(one)),
      h('p', { class: 'dim' }, 'of ', shown(one.upstream)),
    );
  }

  function labelling(one) {
    const hints = hintsOf(one);
    return h(
      'div',
      { class: 'section' },
      h('h3', { class: 'label' }, 'What it can do', h('span', { class: 'push faint' }, `said by ${SOURCES[one.source]}`)),
      isUnlabelled(one) && h('p', { class: 'dim' }, 'Nobody has said what it can do, so it counts as able to write and to send.'),
      hints.length > 0 && h('p', { class: 'tiny faint' }, `Its server says of it: ${hints.join(', ')}. That can only tighten.`),
      labelForm(one, settled),
    );
  }

  function definition(one) {
    const counts = one.definition || one.waiting?.definition || '';
    const json = parse(counts);
    if (!counts) return null;
    return h(
      'div',
      { class: 'section' },
      h('h3', { class: 'label' }, one.definition ? 'Definition that counts' : 'Definition that waits'),
      typeof json?.description === 'string' && h('p', {}, h('q', { class: 'claim' }, shown(json.description))),
      h('details', {}, h('summary', {}, 'As JSON'), h('pre', { class: 'code' }, shown(json === undefined ? counts : JSON.stringify(json, null, 2)))),
    );
  }

  function facts(one) {
    const rows = [
      one.digest && ['Digest', h('span', { class: 'mono' }, one.digest)],
      ['First listed', one.firstSeen ? time(one.firstSeen) : 'unknown, because no agent has listed it'],
      one.lastSeen && ['Last listed', ageOf(one.lastSeen)],
      one.effects.length > 0 && ['Effects', one.effects.map(words).join(', ')],
      one.flags.length > 0 && ['Suspicious', flagWords(one.flags)],
    ];
    return h('div', { class: 'section' }, h('dl', { class: 'facts' }, rows.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
  }

  /** After a word was given, the next one that needs one is selected. */
  function settled(after) {
    const next = pane.replaced(after, (one) => urgency(one) < 2);
    pane.choose(next ? idOf(next) : idOf(after));
    pane.load();
  }

  return pane.view;
}

function counters(offers, cell) {
  const count = (which) => offers.filter(which).length;
  const suspicious = count((one) => one.flags.length > 0);
  return [
    cell('Offers', number(offers.length), ` of ${counted(new Set(offers.map((one) => one.upstream)).size, 'server')}`, ''),
    cell('Wait for a person', number(count(waits)), '', 'waits = yes', count(waits) > 0),
    cell('Nobody has labelled', number(count(isUnlabelled)), '', 'source = nobody', count(isUnlabelled) > 0),
    cell('Suspicious text', number(suspicious), '', 'suspicious = yes', suspicious > 0),
  ];
}

function cells(one) {
  return [
    h('td', { class: 'c-offer' }, h('span', { class: 'two-lines' }, h('span', {}, nameOf(one)), h('span', {}, shown(one.upstream), ` · ${one.kind}`))),
    h('td', { class: 'c-uses' }, isUnlabelled(one) ? h('span', { class: 'undeclared' }, 'counts as capable') : h('span', { class: 'group tight' }, effects(one.effects), labels(one.labels))),
    h('td', { class: 'c-source' }, one.kind === 'tool' && h('span', { class: `tag ${isUnlabelled(one) ? 'no-owner' : ''}` }, SOURCES[one.source])),
    h('td', { class: 'c-pin' }, h('span', { class: 'group' }, pinTag(one), one.flags.length > 0 && h('span', { class: 'flag' }, icon('alert', 'small', `Suspicious: ${flagWords(one.flags)}`)))),
    h('td', { class: 'c-at' }, one.lastSeen ? ageOf(one.lastSeen) : h('span', { class: 'faint' }, 'not yet')),
  ];
}

function idOf(one) {
  return `${one.kind} ${one.upstream} ${one.name}`;
}

function nameOf(one) {
  return one.name ? shown(one.name) : h('span', { class: 'undeclared' }, 'Instructions');
}

function urgency(one) {
  return waits(one) ? 0 : isUnlabelled(one) ? 1 : 2;
}

function sourceOf(one) {
  return one.kind === 'tool' ? SOURCES[one.source] : '';
}

function pinTag(one) {
  const look = waits(one) ? 'waits' : one.pin === 'quarantined' ? 'out' : one.pin;
  return h('span', { class: `tag pin-${look}` }, waits(one) ? 'waits for a person' : one.waiting?.refused ? 'refused' : PINS[one.pin]);
}

function textOf(one) {
  return plain([one.name, one.upstream, one.kind, ...one.effects, ...one.labels, one.pin].join(' ')).toLowerCase();
}
