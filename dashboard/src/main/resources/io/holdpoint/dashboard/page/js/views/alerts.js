// Alerts: what people were told, who took it in, what is over; silences; and whether channels work.

import { get, post } from '../api.js';
import { deliveryPane } from '../alerts/delivery.js';
import { openSilence, silencesPane } from '../alerts/silences.js';
import { fill, h, throttled } from '../dom.js';
import { number, time, words } from '../format.js';
import { icon } from '../icons.js';
import { listPane } from '../list-pane.js';
import { ageOf, failed, severity } from '../parts.js';
import { go, link, note } from '../router.js';
import { say, toast } from '../say.js';
import { plain, shown } from '../text.js';

const AGAIN = 10000;
const TABS = [['list', 'Alerts'], ['silences', 'Silences'], ['delivery', 'Channels and routes']];
const FIELDS = {
  state: { type: 'text', hint: 'open, acknowledged, resolved', of: (one) => one.state },
  about: { type: 'text', hint: 'detection, approval, ..', of: (one) => one.about },
  severity: { type: 'text', hint: 'how bad', of: (one) => one.severity },
  rule: { type: 'text', hint: 'behind it', of: (one) => one.rule },
  agent: { type: 'text', hint: 'whose doing', of: (one) => one.agent },
  told: { type: 'text', hint: 'sent, repeated, silenced, nobody', of: (one) => one.came },
  channel: { type: 'list', hint: 'that has it', of: (one) => one.to },
};
const COLUMNS = [
  ['sev', 'Severity'],
  ['alert-col', 'Alert'],
  ['told-col', 'Told'],
  ['state-col', 'State'],
  ['at', 'Since'],
];
const CAME = { repeated: 'said before', silenced: 'silenced', nobody: 'nobody' };
const LOOKS = { open: 'alert-open', acknowledged: 'shadow', resolved: 'off' };

export function alertsView({ main, top, route }) {
  let data = null;
  let failure = null;
  let drawn = '';
  let left = false;
  let tab = TABS.some(([name]) => name === route.query.get('tab')) ? route.query.get('tab') : 'list';
  const heading = h('div', { class: 'crumb' });
  const tabs = h('div', { class: 'tabs-row', role: 'group', 'aria-label': 'Parts of this page' }, TABS.map(([name, word]) => h('button', { class: 'tab', type: 'button', data: { tab: name }, on: { click: () => choose(name) } }, word)));
  const list = h('div', { class: 'fills' });
  const other = h('div', { class: 'scroller', tabindex: -1 });
  const soon = throttled(1500, load);
  fill(main, tabs, list, other);
  fill(top, heading);
  const pane = listPane(
    { main: list, top: heading, route },
    {
      title: 'Alerts',
      noun: 'alert',
      kind: 'alerts',
      caption: 'Alerts, newest first',
      placeholder: 'Filter: state = open and severity = critical, or any words',
      fields: FIELDS,
      columns: COLUMNS,
      idOf: (one) => one.id,
      textOf: (one) => plain([one.title, one.text, one.rule, one.agent, one.ref, one.session, one.state].join(' ')).toLowerCase(),
      fetch,
      counters,
      cells,
      side: paintSide,
      nothing: () => ({ emblem: 'alert', title: 'No alert yet', text: 'Detections, orders, held calls and losses of telemetry make alerts. Where they go stands under Channels and routes.', actions: [] }),
      aside: 'The newest 200 are kept',
    },
  );
  const silences = silencesPane(load);
  const delivery = deliveryPane(load);
  const timer = setInterval(() => !document.hidden && load(), AGAIN);
  paintTab();

  async function fetch() {
    try {
      data = await get('/alerts');
      failure = null;
    } catch (error) {
      failure = error;
    }
    if (!left) paintOther();
    if (failure) throw failure;
    return data.recent;
  }

  function load() {
    return pane.load();
  }

  function choose(name) {
    tab = name;
    note({ tab: name === 'list' ? '' : name });
    paintTab();
  }

  function paintTab() {
    for (const button of tabs.children) {
      button.classList.toggle('chosen', button.dataset.tab === tab);
      button.setAttribute('aria-pressed', String(button.dataset.tab === tab));
    }
    list.hidden = tab !== 'list';
    other.hidden = tab === 'list';
    fill(other);
    paintOther();
  }

  function paintOther() {
    if (tab === 'list') return;
    const shownNow = tab === 'silences' ? silences : delivery;
    if (data) {
      shownNow.paint(data);
      if (!shownNow.node.isConnected) fill(other, shownNow.node);
    } else {
      fill(other, failure ? failed('The state of alerts', failure, load) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
    }
  }

  function counters(all, cell) {
    const open = all.filter((one) => one.state === 'open');
    const bad = open.filter((one) => ['critical', 'high'].includes(one.severity)).length;
    const nobody = open.filter((one) => one.came === 'nobody').length;
    const trouble = data.channels.filter((one) => one.trouble).length;
    return [
      cell('Open', number(open.length), ` of ${number(all.length)}`, 'state = open'),
      cell('High or critical', number(bad), ' open', 'state = open and (severity = high or severity = critical)', bad > 0),
      cell('Nobody was told', number(nobody), ' open', 'state = open and told = nobody', nobody > 0),
      cell('Channels in trouble', number(trouble), ` of ${number(data.channels.length)}`, '', trouble > 0),
    ];
  }

  function paintSide(side, one) {
    const print = JSON.stringify(one || null);
    if (print === drawn) return;
    drawn = print;
    side.scrollTop = 0;
    fill(side, one && [head(one), orders(one), facts(one)]);
  }

  function orders(one) {
    const wrong = h('div', { role: 'alert' });
    const say1 = (word, path) => async (event) => {
      const button = event.currentTarget;
      button.disabled = true;
      try {
        await post(`/alerts/${path}/${encodeURIComponent(one.id)}`, {});
        toast(`${word} ${plain(one.title)}`);
        say(`${word} ${plain(one.title)}`, true);
        load();
      } catch (error) {
        button.disabled = false;
        fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, error.message)));
      }
    };
    return h(
      'div',
      { class: 'section', needs: 'triage' },
      h(
        'div',
        { class: 'actions-row' },
        h('button', { class: 'button primary take', type: 'button', disabled: one.state !== 'open', on: { click: say1('Acknowledged', 'taken') } }, icon('permit', 'small'), 'Acknowledge'),
        h('button', { class: 'button resolve', type: 'button', disabled: one.state === 'resolved', on: { click: say1('Resolved', 'resolved') } }, icon('ended', 'small'), 'Resolve'),
        h('button', { class: 'button', type: 'button', title: 'Silence alerts of its rule and agent', on: { click: () => openSilence({ rule: one.rule || '*', agent: whose(one.agent) }, load) } }, icon('clock', 'small'), 'Silence'),
      ),
      h('p', { class: 'tiny faint' }, 'Who acknowledges is looking at it: nobody else is told of it later.'),
      wrong,
    );
  }

  function press(what) {
    list.querySelector(`.side .${what}:not([disabled])`)?.click();
  }

  return {
    loaded: load,
    detection: soon,
    approval: soon,
    signal: soon,
    leave: () => {
      left = true;
      soon.cancel();
      clearInterval(timer);
    },
    keys: { ...pane.view.keys, a: () => press('take'), r: () => press('resolve'), s: () => openSilence({}, load), Escape: () => (tab === 'list' ? go('/') : choose('list')) },
  };
}

/** What an agent calls itself may hold a star, which would silence others too: then the field stays empty. */
function whose(agent) {
  return agent?.includes('*') ? '' : agent || '*';
}

function head(one) {
  const target = targetOf(one);
  return h(
    'div',
    { class: 'section' },
    h('div', { class: 'group' }, severity(one.severity), stateTag(one)),
    h('h2', { class: 'side-title' }, shown(one.title)),
    h('p', {}, shown(one.text)),
    target && h('p', {}, h('a', { class: 'button', ...link(target[0]) }, icon('right', 'small'), target[1])),
  );
}

function facts(one) {
  const rows = [
    ['About', words(one.about)],
    one.rule && ['Rule', one.rule.split(' ').map((id) => [h('a', { class: 'mono', ...link(`/rules/${encodeURIComponent(id)}`) }, shown(id)), ' '])],
    one.agent && ['Agent', [shown(one.agent), h('span', { class: 'faint' }, ', by its own claim')]],
    one.session && ['Session', h('a', { class: 'mono', ...link(`/sessions/${encodeURIComponent(one.session)}`) }, shown(one.session))],
    one.ref && ['Reference', h('span', { class: 'mono' }, shown(one.ref))],
    ['At', [time(one.at), h('span', { class: 'faint' }, ', ', ageOf(one.at))]],
    one.times > 1 && ['Found', `${number(one.times)} times; the same is said once in a while only`],
    ['Told', one.to.length ? one.to.join(', ') : { repeated: 'nobody again: the same was said shortly before', silenced: 'nobody, because a silence covers it', nobody: 'nobody, because no route takes it' }[one.came] || 'nobody'],
    one.changedAt && [words(one.state), [time(one.changedAt), one.by ? [' by ', shown(one.by)] : ', by itself: what it tells of is over']],
  ];
  return h('div', { class: 'section' }, h('dl', { class: 'facts' }, rows.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function cells(one) {
  return [
    h('td', { class: 'c-sev' }, severity(one.severity)),
    h('td', { class: 'c-alert-col' }, h('span', { class: 'two-lines' }, h('span', {}, shown(one.title), one.times > 1 && h('span', { class: 'faint' }, ` × ${number(one.times)}`)), h('span', {}, shown(one.text)))),
    h('td', { class: 'c-told-col' }, one.to.length ? h('span', { class: 'role-tags' }, one.to.map((name) => h('span', { class: 'tag' }, name))) : h('span', { class: `tag ${one.came === 'nobody' ? 'no-owner' : 'off'}` }, CAME[one.came] || one.came)),
    h('td', { class: 'c-state-col' }, stateTag(one)),
    h('td', { class: 'c-at' }, ageOf(one.at)),
  ];
}

function stateTag(one) {
  return h('span', { class: `tag ${LOOKS[one.state]}` }, one.state);
}

function targetOf(one) {
  if (one.about === 'approval') return [`/approvals/${encodeURIComponent(one.ref)}`, 'To the held call'];
  if (one.about === 'coverage') return ['/health', 'To the health of the senders'];
  return one.session ? [`/sessions/${encodeURIComponent(one.session)}`, 'To the session'] : null;
}
