// How far the journal vouches for itself: begun by an auditor, read by the server, told with the first gap.

import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, number, time } from '../format.js';
import { icon } from '../icons.js';
import { say } from '../say.js';
import { shown } from '../text.js';

const LOOK = 700;

/** A pane; `leave` ends the looking. */
export function vouchPane() {
  let last = null;
  let wrong = null;
  let left = false;
  let timer = 0;
  const button = h('button', { class: 'button verify', type: 'button', title: 'Verify the journal (V)', on: { click: verify } }, icon('permit', 'small'), h('span', {}, 'Verify'));
  const out = h('div', { class: 'vouch-out', role: 'status' });
  const node = h('div', { class: 'vouch' }, out, button);
  look();

  async function look() {
    try {
      last = await get('/audit/verify');
      wrong = null;
    } catch (error) {
      wrong = error;
    }
    if (left) return;
    paint();
    if (last?.state === 'running') timer = setTimeout(async () => {
      await look();
      if (!left && last?.state !== 'running') say(headline(), true);
    }, LOOK);
  }

  async function verify() {
    if (button.disabled) return;
    button.disabled = true;
    try {
      last = await post('/audit/verify', {});
      wrong = null;
    } catch (error) {
      if (error.status !== 409) wrong = error;
    }
    if (wrong) paint();
    else look();
  }

  function headline() {
    const report = last?.report;
    if (!report) return 'The journal could not be verified';
    return report.whole ? `The journal is whole: ${counted(report.records, 'record')}` : `The journal is not whole: sure up to record ${number(report.findings[0].records)}`;
  }

  function paint() {
    const running = last?.state === 'running';
    button.disabled = running;
    button.lastChild.textContent = running ? 'Reading' : 'Verify';
    if (wrong) fill(out, h('p', { class: 'wrong' }, icon('alert', 'small'), shown(wrong.message)));
    else if (running) fill(out, h('p', { class: 'dim' }, `${number(last.read)} of ${counted(last.of, 'record')} read, begun by `, shown(last.by)));
    else if (last?.state === 'failed') fill(out, h('p', { class: 'wrong' }, icon('alert', 'small'), 'The journal could not be verified: the log of the server says why.'));
    else if (last?.report) fill(out, told(last));
    else fill(out, h('p', { class: 'dim' }, 'Verify reads every record against the chain, the signatures and the anchor file.'));
  }

  function told({ report, by, begunAt, tookMillis }) {
    const first = report.findings[0];
    return [
      h('p', { class: `vouched ${report.whole ? 'whole' : 'broken'}` }, icon(report.whole ? 'permit' : 'alert', 'small'), h('span', {}, h('b', {}, headline()), h('span', { class: 'faint' }, `, read in ${(tookMillis / 1000).toFixed(1)} s at ${time(begunAt)} for `, shown(by)))),
      first && h('p', { class: 'wrong' }, h('span', {}, h('b', {}, 'First gap: '), shown(first.text))),
      h('details', {}, h('summary', {}, 'How far it vouches'), h('ul', { class: 'vouch-list' }, report.vouched.map((line) => h('li', {}, shown(line))), report.findings.slice(1).map((one) => h('li', { class: 'wrong' }, shown(one.text)))), h('p', { class: 'tiny faint' }, 'Checked on this host with its own key. Who wants to be sure in spite of this host checks a copy elsewhere: ', h('code', {}, 'holdpoint audit verify --key audit.pub --anchors FILE DIR')), h('p', { class: 'tiny faint' }, 'Hash of the last record: ', h('span', { class: 'mono vouch-hash' }, shown(report.head)))),
    ];
  }

  return {
    node,
    verify,
    leave: () => {
      left = true;
      clearTimeout(timer);
    },
  };
}
