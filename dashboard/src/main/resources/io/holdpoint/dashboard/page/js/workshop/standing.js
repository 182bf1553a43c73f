// How a text came to be and may go on: the difference to what is in force, its versions, its promotion.

import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, number, time } from '../format.js';
import { icon } from '../icons.js';
import { empty } from '../parts.js';
import { say, toast } from '../say.js';
import { shown } from '../text.js';
import { diffView } from '../tools/diff.js';
import { ask } from './asking.js';
import { progress, wrongText } from './trial.js';

const LOOK = 500;

/** What changed since the version in force. */
export function diffPane({ source, text }) {
  const node = h('div', { class: 'section' });
  return {
    node,
    open: () => {
      const before = source().inForce?.text;
      if (before === undefined) fill(node, h('p', { class: 'dim' }, 'No version of this rule is in force: everything is new.'));
      else if (before === text()) fill(node, h('p', { class: 'dim' }, 'The text is what is in force.'));
      else fill(node, diffView(before, text()));
    },
  };
}

/** The versions that came into force, and who saved them. */
export function historyPane({ id, restore }) {
  const node = h('div', { class: 'section' });
  async function open() {
    try {
      const { versions } = await get(`/rules/${encodeURIComponent(id)}/history`);
      fill(node, h('ol', { class: 'versions-list' }, versions.map((one, index) => version(one, versions[index + 1], index === 0))));
    } catch (error) {
      if (error.status === 404) fill(node, h('p', { class: 'dim' }, 'No version of this rule was ever in force.'));
      else fill(node, wrongText(error));
    }
  }
  function version(one, before, isNewest) {
    const who = one.by ? h('span', {}, h('b', {}, shown(one.by)), ': ', shown(one.reason)) : h('span', { class: 'dim' }, 'unknown, because the file was written by other means');
    return h(
      'li',
      {},
      h('div', { class: 'group' }, h('span', { class: 'strong' }, one.inForce ? `v${one.version}` : 'Out of force'), isNewest && one.inForce && h('span', { class: 'tag enforce' }, 'in force'), h('time', { class: 'tiny faint push', datetime: one.at }, time(one.at))),
      one.inForce && h('p', { class: 'tiny' }, who),
      one.inForce && h('details', {}, h('summary', {}, before?.inForce ? 'What changed' : 'Text'), before?.inForce ? diffView(before.text, one.text) : h('pre', { class: 'code', tabindex: 0 }, shown(one.text)), h('button', { class: 'button', type: 'button', on: { click: () => restore(one.text) } }, 'Take this text')),
    );
  }
  return { node, open };
}

/** From shadow to enforce: the evidence, what is asked for, and the order. */
export function promotionPane({ id, source, isChanged, done }) {
  const node = h('div', { class: 'section' });
  const span = h('select', { class: 'input', id: 'evidence-span', on: { change: open } }, [['7d', '7 days'], ['14d', '14 days'], ['30d', '30 days'], ['90d', '90 days']].map(([value, word]) => h('option', { value }, word)));
  const out = h('div', { class: 'results', 'aria-live': 'polite' });
  let left = false;
  let asked = 0;

  async function open() {
    const now = source();
    if (!now.inForce || now.inForce.mode === 'enforce') {
      fill(node, h('p', { class: 'dim' }, now.inForce ? 'It is enforced already.' : 'Save it first: evidence is counted for the version in force.'));
      return;
    }
    fill(node, h('div', { class: 'group' }, h('label', { for: 'evidence-span' }, 'Evidence of the last'), span), out);
    const mine = ++asked;
    try {
      let answer = await look();
      while (mine === asked && !left && answer.state !== 'done' && (answer.state === 'waiting' || answer.state === 'running')) {
        fill(out, progress(answer.percent, 'Counting what it would have done'));
        await new Promise((go) => setTimeout(go, LOOK));
        answer = await look();
      }
      if (mine === asked && !left) paint(answer);
    } catch (error) {
      if (mine === asked) fill(out, error.code === 'backtest.no-record' ? empty({ emblem: 'clock', title: 'Nothing was recorded', text: error.message }) : wrongText(error));
    }
  }

  const look = () => get(`/rules/${encodeURIComponent(id)}/promotion?since=${span.value}`);

  function paint({ evidence, asked: wanted, problems, enough }) {
    const rate = evidence.sessions ? (evidence.falsePositives * 1000) / evidence.sessions : 0;
    const lines = [
      ['Innocent sessions', number(evidence.sessions), `${number(wanted.sessions)} or more`, evidence.sessions >= wanted.sessions],
      ['False positives', number(evidence.falsePositives), `${number(wanted.falsePer1000)} of 1,000 at most`, rate <= wanted.falsePer1000],
      ['Days in shadow', number(evidence.days), `${number(wanted.days)} or more`, evidence.days >= wanted.days],
    ];
    const refusal = isChanged() ? 'Save or drop your changes first: the evidence is of the version in force.' : source().writable ? '' : source().refusal;
    fill(
      out,
      h('table', { class: 'side-by-side' }, h('caption', { class: 'unseen' }, 'Evidence beside what is asked for'), h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col' }, 'Shown'), h('th', { scope: 'col' }, 'Asked for'))), h('tbody', {}, lines.map(([word, value, want, ok]) => h('tr', {}, h('th', { scope: 'row' }, icon(ok ? 'permit' : 'close', 'small', ok ? 'Enough' : 'Not enough'), word), h('td', { class: `num ${ok ? '' : 'short'}` }, value), h('td', { class: 'num dim' }, want))))),
      h('p', { class: 'tiny dim' }, `It matched in ${counted(evidence.hit, 'session')} of ${number(evidence.replayed)}; people confirmed ${number(evidence.confirmed)}. What nobody confirmed counts as a false positive.`),
      problems.map((one) => h('p', { class: 'wrong' }, icon('alert', 'small'), shown(one.message))),
      refusal && h('p', { class: 'dim' }, shown(refusal)),
      h('button', { class: 'button primary', type: 'button', needs: 'rules', disabled: !enough || refusal !== '', on: { click: promote } }, icon('permit', 'small'), 'Enforce it'),
    );
  }

  function promote() {
    ask({
      title: 'Enforce this rule?',
      text: 'From now on it stops what it only recorded. The evidence is written into its file.',
      button: 'Enforce rule',
      send: (reason) => post(`/rules/${encodeURIComponent(id)}/promote`, { since: span.value, reason }),
      after: (result) => {
        toast('The rule is enforced', `version ${result.version}, ${result.sha256.slice(0, 12)}`);
        say('The rule is enforced', true);
        done();
      },
    });
  }

  return {
    node,
    open,
    leave: () => {
      left = true;
    },
  };
}
