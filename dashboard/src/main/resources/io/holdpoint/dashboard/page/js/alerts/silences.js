// Silences: for a while nobody is told of what they cover. It is still found, judged and listed.

import { post, remove } from '../api.js';
import { modal } from '../dialogs.js';
import { fill, h } from '../dom.js';
import { span, time } from '../format.js';
import { icon } from '../icons.js';
import { empty } from '../parts.js';
import { say, toast } from '../say.js';
import { plain, shown } from '../text.js';

const TIMES = [['30m', '30 minutes'], ['1h', '1 hour'], ['4h', '4 hours'], ['1d', '1 day'], ['7d', '7 days'], ['30d', '30 days']];

/** The pane; `changed` is called after one was added or ended. */
export function silencesPane(changed) {
  const node = h('div', { class: 'silences-pane' });
  let drawn = '';

  function paint({ silences }) {
    const print = JSON.stringify(silences.map((one) => [one, left(one)]));
    if (print === drawn) return;
    drawn = print;
    const add = h('button', { class: 'button primary', type: 'button', needs: 'triage', on: { click: () => openSilence({}, changed) } }, icon('clock', 'small'), 'Add silence');
    fill(
      node,
      silences.length === 0
        ? empty({ emblem: 'clock', title: 'Nothing is silenced', text: 'A silence keeps alerts of a rule or an agent from people for a while. Rules go on judging, and the alert is still listed here.', actions: [add] })
        : [h('div', { class: 'tools' }, h('p', { class: 'dim' }, 'What they cover is still found, judged and listed: people are not told.'), h('span', { class: 'push' }, add)), h('ul', { class: 'silence-list' }, silences.map(row))],
    );
  }

  function row(one) {
    const end = h('button', { class: 'button', type: 'button', needs: 'triage', 'aria-label': `End the silence of ${plain(one.rule)}`, on: { click: () => stop(one, end) } }, 'End now');
    return h(
      'li',
      { data: { id: one.id } },
      h('span', { class: 'two-lines' }, h('span', {}, covered(one)), h('span', {}, shown(one.reason))),
      h('span', { class: 'two-lines' }, h('span', {}, `${left(one)} left`), h('span', {}, `until ${time(one.until)}, by `, shown(one.by))),
      end,
    );
  }

  async function stop(one, button) {
    button.disabled = true;
    try {
      await remove(`/alerts/silences/${encodeURIComponent(one.id)}`);
      toast('The silence is over', plain(one.reason));
      say('The silence is over', true);
    } catch (error) {
      toast('The silence did not end', error.message, true);
    }
    changed();
  }

  return { node, paint };
}

function covered({ rule, agent }) {
  if (rule === '*' && agent === '*') return h('b', {}, 'Everything');
  const parts = [rule !== '*' && ['Rules ', h('b', { class: 'mono' }, shown(rule))], agent !== '*' && ['agents ', h('b', {}, shown(agent))]].filter(Boolean);
  return parts.map((part, index) => [index > 0 && ' of ', part]);
}

function left(one) {
  return span(Math.max(0, Math.floor((Date.parse(one.until) - Date.now()) / 1000)));
}

/** Asks what to silence, for how long and why; `done` is called once it is in force. */
export function openSilence({ rule = '*', agent = '*' }, done) {
  const input = (id, value, hint) => h('input', { class: 'input', id, type: 'text', value, maxlength: 200, autocomplete: 'off', spellcheck: 'false', placeholder: hint });
  const rules = input('silence-rule', rule, 'HP-LOOP-* or *');
  const agents = input('silence-agent', agent, 'billing-* or *');
  const lasting = h('select', { class: 'input', id: 'silence-for' }, TIMES.map(([value, word]) => h('option', { value, selected: value === '1h' }, word)));
  const reason = h('textarea', { class: 'input', id: 'reason', rows: 2, maxlength: 500, required: true, placeholder: 'Shown to every operator' });
  const all = h('p', { class: 'wrong', hidden: true }, icon('alert', 'small'), h('span', {}, 'This silences everything: nobody is told of anything, held calls included.'));
  const send = h('button', { class: 'button primary', type: 'submit', disabled: true }, icon('clock', 'small'), 'Silence');
  const wrong = h('div', { role: 'alert' });
  const field = (id, word, control) => h('div', { class: 'field' }, h('label', { for: id }, word), control);
  const dialog = modal(
    'Tell nobody for a while?',
    h(
      'form',
      { on: { submit, input: check } },
      h('div', { class: 'body' }, field('silence-rule', 'Rules, a star for anything', rules), field('silence-agent', 'Agents, a star for anything', agents), field('silence-for', 'For', lasting), field('reason', 'Reason', reason), all, wrong),
      h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', on: { click: () => dialog.close() } }, 'Keep telling'), send),
    ),
  );
  check();

  function check() {
    const [which, whose] = [rules.value.trim(), agents.value.trim()];
    all.hidden = which !== '*' || whose !== '*';
    send.disabled = !which || !whose || reason.value.trim() === '';
  }

  async function submit(event) {
    event.preventDefault();
    send.disabled = true;
    fill(wrong);
    try {
      await post('/alerts/silences', { rule: rules.value.trim(), agent: agents.value.trim(), for: lasting.value, reason: reason.value.trim() });
      dialog.close();
      toast('Silenced', `for ${lasting.selectedOptions[0].textContent}`);
      say('Silenced', true);
      done();
    } catch (error) {
      check();
      fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, error.message, ' ', h('span', { class: 'mono faint' }, error.code))));
    }
  }
}
