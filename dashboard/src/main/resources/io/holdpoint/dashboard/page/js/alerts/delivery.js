// Where alerts go: each channel with how it stands, a test of it, and the routes that lead there.

import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { number, span, time, words } from '../format.js';
import { icon } from '../icons.js';
import { ageOf, empty } from '../parts.js';
import { shown } from '../text.js';

const KINDS = { webhook: 'webhook', slack: 'Slack', pagerduty: 'PagerDuty', email: 'e-mail' };
const LOOKS = 20;
const BETWEEN = 700;

/** The pane; `changed` is called once a test has arrived, or has not. */
export function deliveryPane(changed) {
  const node = h('div', {});
  const tests = new Map();
  let drawn = '';
  let last = null;

  function paint(data) {
    last = data;
    const print = JSON.stringify([data.channels, data.routes, [...tests]]);
    if (print === drawn) return;
    drawn = print;
    const focused = node.contains(document.activeElement) ? document.activeElement.dataset.channel : '';
    fill(
      node,
      data.channels.length === 0
        ? empty({ emblem: 'message', title: 'Alerts go nowhere yet', text: 'Name channels (webhook, Slack, PagerDuty, e-mail) and routes under alerts in the configuration. Until then alerts are only listed here.' })
        : h('div', { class: 'cards' }, data.channels.map(channel), h('section', { class: 'card' }, h('h2', {}, 'Routes'), h('p', { class: 'dim' }, 'All that fit count. They stand in the configuration, under alerts.'), h('ol', { class: 'routes-list' }, data.routes.map(route)))),
    );
    if (focused) node.querySelector(`[data-channel="${focused}"]`)?.focus({ preventScroll: true });
  }

  function channel(one) {
    const test = tests.get(one.name);
    const works = !one.trouble;
    const rows = [
      ['Waiting', number(one.waiting)],
      ['Delivered', `${number(one.sent)} since the start`],
      one.leftOut > 0 && ['Left out', h('span', { class: 'soon-over' }, `${number(one.leftOut)} refused for good`)],
      ['Last delivered', one.sentAt ? [time(one.sentAt), h('span', { class: 'faint' }, ', ', ageOf(one.sentAt))] : 'none since the start'],
      one.failedAt && ['Last failure', [time(one.failedAt), h('span', { class: 'faint' }, ', ', ageOf(one.failedAt))]],
    ];
    return h(
      'section',
      { class: 'card', data: { name: one.name } },
      h('h2', { class: 'group' }, h('span', { class: `light ${works ? 'up' : ''}` }, icon(works ? 'permit' : 'alert', 'small', works ? 'Works' : 'Does not work')), shown(one.name), h('span', { class: 'tag' }, KINDS[one.kind] || one.kind)),
      one.trouble && h('p', { class: 'wrong' }, shown(one.trouble)),
      h('dl', { class: 'facts' }, rows.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      h('p', { class: 'test-row', needs: 'triage' }, h('button', { class: 'button', type: 'button', disabled: test?.under, data: { channel: one.name }, on: { click: () => send(one) } }, icon('message', 'small'), test?.under ? 'Sending' : 'Send a test'), h('span', { role: 'status', class: `tiny ${test?.good === false ? 'soon-over' : 'dim'}` }, test?.word || '')),
    );
  }

  function tell(name, test) {
    tests.set(name, test);
    if (last) paint(last);
  }

  async function send(one) {
    tell(one.name, { under: true, word: '' });
    try {
      await post('/alerts/test', { channel: one.name });
      for (let look = 0; look < LOOKS; look += 1) {
        await new Promise((done) => setTimeout(done, BETWEEN));
        last = await get('/alerts');
        const now = last.channels.find((other) => other.name === one.name);
        if (now.sentAt !== one.sentAt) return tell(one.name, { good: true, word: 'The far end took it.' });
        if (now.failedAt !== one.failedAt) return tell(one.name, { good: false, word: 'It did not go; it waits and is tried again.' });
      }
      return tell(one.name, { good: false, word: 'No answer yet; it waits and is tried again.' });
    } catch (error) {
      return tell(one.name, { good: false, word: error.message });
    } finally {
      changed();
    }
  }

  return { node, paint };
}

function route(one) {
  const which = [
    one.about.length ? one.about.map((name) => words(name)).join(', ') : 'Everything',
    one.atLeast !== 'low' && `at least ${one.atLeast}`,
    one.rules.length > 0 && `rules ${one.rules.join(', ')}`,
    one.agents.length > 0 && `agents ${one.agents.join(', ')}`,
  ].filter(Boolean);
  return h(
    'li',
    {},
    h('span', { class: 'group route-line' }, h('span', {}, which.join('; ')), icon('right', 'small', 'goes to'), one.to.map((name) => h('span', { class: 'tag' }, name))),
    h('span', { class: 'tiny faint' }, `the same once in ${span(one.repeatAfter)}`, one.escalateTo.length > 0 && `; after ${span(one.escalateAfter)} without anybody, ${one.escalateTo.join(', ')} too`),
  );
}
