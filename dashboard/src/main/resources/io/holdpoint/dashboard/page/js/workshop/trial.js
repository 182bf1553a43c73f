// What a text would do: its own stories, and a replay of what was recorded, beside the version in force.

import { get, post, remove } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, number, words } from '../format.js';
import { icon } from '../icons.js';
import { say } from '../say.js';
import { shown } from '../text.js';

const LOOK = 500;
const SPANS = [['1d', '1 day'], ['7d', '7 days'], ['30d', '30 days'], ['90d', '90 days']];

export function wrongText(error, go) {
  const problems = error.details?.problems || [];
  return h(
    'div',
    { role: 'alert' },
    h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, shown(error.message), ' ', h('span', { class: 'mono faint' }, error.code))),
    problems.length > 0 && h('ul', { class: 'problem-list' }, problems.map((one) => h('li', { class: one.level }, go ? h('button', { class: 'line-link', type: 'button', on: { click: () => go(one.line, one.column) } }, `Line ${one.line}`) : `Line ${one.line}`, h('span', {}, shown(one.message))))),
  );
}

/** The stories of the rule: which passed, and the story of each that did not. */
export function testsPane({ name, text, jump }) {
  const list = h('div', { class: 'results', 'aria-live': 'polite' }, h('p', { class: 'dim' }, 'Each story in the file is played against an engine of its own.'));
  const button = h('button', { class: 'button', type: 'button', needs: 'try', on: { click: run } }, icon('play', 'small'), 'Run tests');
  const node = h('div', { class: 'section' }, h('div', { class: 'group' }, button), list);

  async function run() {
    button.disabled = true;
    fill(list, h('p', { class: 'dim' }, 'Playing the stories'));
    try {
      paint(await post('/rules/test', { name, text: text() }));
    } catch (error) {
      fill(list, wrongText(error, jump));
    } finally {
      button.disabled = false;
    }
  }

  function paint({ tests, left }) {
    const failed = tests.filter((test) => !test.passed).length;
    const word = tests.length === 0 ? 'The file has no tests' : failed ? `${failed} of ${counted(tests.length, 'test')} failed` : `${counted(tests.length, 'test')} passed`;
    fill(
      list,
      h('p', { class: `outcome ${failed ? 'bad' : tests.length ? 'good' : ''}` }, icon(failed ? 'alert' : tests.length ? 'permit' : 'note', 'small'), h('b', {}, word), left > 0 && ` ${left} were not played for want of time`),
      h('ul', { class: 'test-list' }, tests.map(line)),
    );
    say(word);
  }

  function line(test) {
    const place = /:(\d+):(\d+)$/.exec(test.position);
    return h(
      'li',
      { class: test.passed ? 'passed' : 'failed' },
      icon(test.passed ? 'permit' : 'close', 'small', test.passed ? 'Passed' : 'Failed'),
      h('span', { class: 'tag' }, words(test.intent)),
      h('span', { class: 'what' }, shown(test.name)),
      place && h('button', { class: 'line-link push', type: 'button', on: { click: () => jump(Number(place[1]), Number(place[2])) } }, `Line ${place[1]}`),
      !test.passed && h('div', { class: 'story' }, test.problems.map((one) => h('p', { class: 'wrong' }, shown(one))), h('pre', { class: 'code', tabindex: 0, 'aria-label': 'The story, call by call' }, test.story.map((one) => [shown(one), '\n']))),
    );
  }

  return { node, run };
}

/** A replay of the last days: what the text would have done, and what the version in force did. */
export function backtestPane({ id, name, text, jump }) {
  let job = null;
  let left = false;
  const span = h('select', { class: 'input', id: 'span' }, SPANS.map(([value, word]) => h('option', { value, selected: value === '7d' }, word)));
  const begin = h('button', { class: 'button', type: 'button', needs: 'try', on: { click: run } }, icon('back', 'small'), 'Back-test');
  const cancel = h('button', { class: 'button ghost', type: 'button', hidden: true, on: { click: stop } }, 'Stop');
  const out = h('div', { class: 'results', 'aria-live': 'polite' }, h('p', { class: 'dim' }, 'Replays what was recorded to this text and to the rules in force. Nothing live is touched.'));
  const node = h('div', { class: 'section' }, h('div', { class: 'group' }, h('label', { for: 'span' }, 'The last'), span, begin, cancel), out);

  async function run() {
    begin.disabled = true;
    try {
      job = await post('/backtests', { since: span.value, rules: [{ name, text: text() }] });
      cancel.hidden = false;
      await watch(job.id);
    } catch (error) {
      fill(out, wrongText(error, jump));
    } finally {
      begin.disabled = false;
      cancel.hidden = true;
    }
  }

  async function watch(mine) {
    while (!left && (job.state === 'waiting' || job.state === 'running')) {
      fill(out, progress(job.percent, job.state === 'waiting' ? 'Waits for another replay' : 'Replaying'));
      await new Promise((done) => setTimeout(done, LOOK));
      if (!left) job = await get(`/backtests/${mine}`);
    }
    if (left) return;
    if (job.state === 'done') fill(out, report(job.result, id));
    else fill(out, h('p', { class: 'dim' }, job.state === 'cancelled' ? 'Stopped.' : 'The replay failed; the log of the server says why.'));
    say(`Back-test ${job.state}`);
  }

  async function stop() {
    cancel.hidden = true;
    if (job) job = await remove(`/backtests/${job.id}`).catch(() => job);
  }

  return {
    node,
    leave: () => {
      left = true;
    },
  };
}

export function progress(percent, word) {
  return h('div', { class: 'progress' }, h('span', { class: 'dim' }, `${word}: ${percent} %`), h('progress', { max: 100, value: percent, 'aria-label': word }));
}

function report(result, id) {
  const tried = result.candidate.find((one) => one.rule === id) || result.candidate[0];
  const now = result.active.find((one) => one.rule === tried?.rule);
  const difference = result.differences.find((one) => one.rule === tried?.rule);
  const rows = [
    ['Matches', 'hits'],
    ['Sessions', 'sessions'],
    ['First at call', 'firstCall'],
    ['In the median session', 'medianCall'],
    ['Calls it would have held or denied', 'blocks'],
    ['Sessions it would have stopped', 'contained'],
  ];
  const cell = (line, key) => (line ? (line.hits === 0 && key.endsWith('Call') ? '' : number(line[key])) : '');
  return [
    h('p', { class: 'outcome' }, icon('permit', 'small'), h('b', {}, `${counted(result.sessions, 'session')}, ${counted(result.calls, 'call')} replayed`)),
    h('table', { class: 'side-by-side' }, h('caption', { class: 'unseen' }, 'This text beside the version in force'), h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col' }, 'This text'), h('th', { scope: 'col' }, 'In force'))), h('tbody', {}, rows.map(([word, key]) => h('tr', {}, h('th', { scope: 'row' }, word), h('td', { class: 'num' }, cell(tried, key)), h('td', { class: 'num dim' }, now ? cell(now, key) : 'none'))))),
    tried?.agents.length > 0 && [h('h3', { class: 'label' }, 'Agents'), h('ul', { class: 'agent-list' }, tried.agents.map((one) => h('li', {}, h('span', { class: 'clip' }, shown(one.agent)), h('span', { class: 'num push' }, `${number(one.hit)} of ${counted(one.sessions, 'session')}`))))],
    difference && [sessions('Only this text matches in', difference.candidateOnly, difference.candidateOnlyCount), sessions('Only the version in force matches in', difference.activeOnly, difference.activeOnlyCount)],
  ];
}

function sessions(title, ids, count) {
  if (!count) return null;
  return [h('h3', { class: 'label' }, `${title} ${counted(count, 'session')}`), h('ul', { class: 'session-list' }, ids.slice(0, 12).map((one) => h('li', {}, h('a', { class: 'mono', href: `/sessions/${encodeURIComponent(one)}`, target: '_blank', rel: 'noopener' }, shown(one)))))];
}
