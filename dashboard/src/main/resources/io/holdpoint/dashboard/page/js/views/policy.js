// The policy in force, and what it would say of a call that somebody writes down.

import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, time, words } from '../format.js';
import { icon } from '../icons.js';
import { failed, verdict } from '../parts.js';
import { go, note } from '../router.js';
import { say } from '../say.js';
import { state } from '../state.js';
import { plain, shown } from '../text.js';

const LABELS = ['private', 'secret', 'untrusted'];

export function policyView({ main, top, route }) {
  let policy = null;
  let answer = null;
  let failure = null;
  let left = false;
  const list = h('div', { class: 'scroller' });
  const side = h('aside', { class: 'side', 'aria-label': 'Ask the policy' });
  const said = h('div', { 'aria-live': 'polite' });
  const wrong = h('div', { role: 'alert' });
  const tool = field('tool', 'Tool', 'crm/get_customer', route.query.get('tool') || '');
  const args = h('textarea', { class: 'input mono', id: 'ask-args', rows: 4, spellcheck: 'false', placeholder: '{"id": 48213}' });
  const subject = field('subject', 'Principal', 'svc-support', route.query.get('as') || '');
  const groups = field('groups', 'Its groups', 'support, billing', '');
  const risk = field('risk', 'Risk so far', '0', '');
  const labels = new Set();
  const ask = h('button', { class: 'button primary', type: 'submit', needs: 'try' }, 'What would happen?');
  args.value = route.query.get('args') || '';
  fill(top, h('h1', {}, 'Policy'), h('span', { class: 'tag' }, ''));
  fill(side, form());
  paint();
  load();

  async function load() {
    try {
      policy = await get('/policy');
      failure = null;
    } catch (error) {
      failure = error;
    }
    if (!left) paint();
  }

  function paint() {
    if (!policy) {
      fill(main, failure ? failed('The policy', failure, load) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      return;
    }
    top.lastChild.textContent = `version ${policy.version}`;
    if (!list.isConnected) fill(main, h('div', { class: 'detections policy' }, h('div', { class: 'list' }, list), side));
    const lines = answer ? merged() : policy.clauses.map((clause) => ({ ...clause, line: null }));
    fill(
      list,
      policy.problem && h('div', { class: 'banner warn' }, icon('alert'), h('span', { class: 'say' }, h('b', {}, 'The changed files are not in force.'), ' ', shown(policy.problem))),
      h('p', { class: 'section dim' }, `${counted(policy.clauses.length, 'clause')} in force since ${time(policy.since)}. A call of which no clause says whether it may `, h('b', {}, policy.otherwise === 'permit' ? 'goes on' : 'is refused'), '. ', h('span', { class: 'mono faint' }, policy.digest)),
      h(
        'table',
        { class: 'grid clauses' },
        h('caption', { class: 'unseen' }, 'Clauses, in the order of the files'),
        h('colgroup', {}, ['does', 'clause', 'says'].map((name) => h('col', { class: name }))),
        h('thead', {}, h('tr', {}, ['Does', 'Clause', answer ? 'To this call' : 'Where it stands'].map((word) => h('th', { scope: 'col' }, word)))),
        h('tbody', {}, lines.map(row)),
      ),
    );
  }

  /** What applies stands first; the order of the files is kept within. */
  function merged() {
    const known = new Map(policy.clauses.map((clause) => [clause.id, clause]));
    const lines = answer.clauses.map((line) => ({ ...(known.get(line.id) || { title: '', asked: 'call' }), ...line, line }));
    return [...lines.filter((one) => one.applies), ...lines.filter((one) => !one.applies)];
  }

  function row(one) {
    const asked = one.asked === 'result' ? ' when the result is there' : '';
    return h(
      'tr',
      { class: one.line ? (one.applies ? 'applies' : 'misses') : '' },
      h('td', { class: 'c-does' }, h('span', { class: `tag does-${one.does}` }, words(one.does))),
      h('td', { class: 'c-clause' }, h('span', { class: 'two-lines' }, h('span', {}, shown(one.title || one.id)), h('span', { class: 'mono' }, shown(one.id)))),
      h('td', { class: 'c-says' }, one.line ? [icon(one.applies ? 'permit' : 'close', 'small', one.applies ? 'Applies' : 'Does not apply'), ' ', shown(one.why)] : [h('span', { class: 'mono faint' }, shown(one.at)), asked]),
    );
  }

  function form() {
    return [
      h(
        'form',
        { class: 'section asking', on: { submit } },
        h('h2', { class: 'side-title' }, 'What would become of a call?'),
        h('p', { class: 'dim' }, 'Nothing is run, counted or recorded by asking.'),
        tool.node,
        h('div', { class: 'field' }, h('label', { for: 'ask-args' }, 'Arguments'), args),
        subject.node,
        groups.node,
        h(
          'div',
          { class: 'field' },
          h('span', { class: 'legend-word' }, 'The session has seen'),
          h('div', { class: 'toggles', role: 'group', 'aria-label': 'The session has seen' }, LABELS.map((name) => h('button', { class: 'toggle', type: 'button', 'aria-pressed': 'false', on: { click: (event) => toggle(event.currentTarget, name) } }, icon(name, 'small'), `${words(name)} data`))),
        ),
        risk.node,
        h('div', { class: 'group' }, ask),
        wrong,
      ),
      said,
    ];
  }

  function toggle(button, name) {
    if (!labels.delete(name)) labels.add(name);
    button.setAttribute('aria-pressed', String(labels.has(name)));
  }

  async function submit(event) {
    event.preventDefault();
    fill(wrong);
    let call;
    try {
      call = sketch();
    } catch (error) {
      refuse(error.message, '');
      return;
    }
    note({ tool: call.tool, args: args.value.trim(), as: subject.input.value.trim() });
    ask.disabled = true;
    try {
      answer = await post('/policy/explain', call);
      if (left) return;
      fill(said, verdictPane());
      paint();
      say(`The policy says ${answer.verdict}`);
    } catch (error) {
      refuse(error.message, error.code);
    } finally {
      ask.disabled = false;
    }
  }

  function sketch() {
    const call = { tool: tool.input.value.trim(), as: {}, session: { labels: [...labels] } };
    if (args.value.trim()) {
      try {
        call.arguments = JSON.parse(args.value);
      } catch {
        throw new Error('arguments: got no JSON (expected: an object such as {"id": 7})');
      }
    }
    if (subject.input.value.trim()) call.as.subject = subject.input.value.trim();
    if (groups.input.value.trim()) call.as.groups = groups.input.value.split(',').map((name) => name.trim()).filter(Boolean);
    if (risk.input.value.trim()) call.session.risk = Number(risk.input.value);
    return call;
  }

  function refuse(message, code) {
    fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, plain(message), ' ', h('span', { class: 'mono faint' }, code))));
  }

  function verdictPane() {
    const applied = answer.clauses.filter((line) => line.applies).length;
    return h(
      'div',
      { class: 'section' },
      h('h3', { class: 'label' }, 'The policy says'),
      h('p', { class: 'group' }, verdict(answer.verdict), h('span', { class: 'dim' }, `${applied} of ${counted(answer.clauses.length, 'clause')} apply`)),
      answer.reasons.map((reason) => h('p', { class: `reason ${answer.verdict}` }, shown(reason))),
      h('p', { class: 'tiny faint' }, 'Rules across steps are asked as well when a real call comes.'),
    );
  }

  return {
    loaded: load,
    leave: () => {
      left = true;
    },
    keys: { '/': () => tool.input.focus(), '.': load, Escape: () => go('/') },
  };
}

function field(name, label, placeholder, value) {
  const input = h('input', { class: 'input', id: `ask-${name}`, type: 'text', placeholder, value, autocomplete: 'off', spellcheck: 'false', list: name === 'tool' ? 'known-tools' : null });
  const known = name === 'tool' && h('datalist', { id: 'known-tools' }, [...new Set([...state.sessions.values()].map((session) => session.lastStep).filter((step) => step?.includes('/')))].map((step) => h('option', { value: plain(step) })));
  return { input, node: h('div', { class: 'field' }, h('label', { for: `ask-${name}` }, label), input, known) };
}
