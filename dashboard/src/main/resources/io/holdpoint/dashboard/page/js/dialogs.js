// Dialogs: orders with their reason, and the map of keys.

import { post } from './api.js';
import { h, fill } from './dom.js';
import { icon } from './icons.js';
import { may } from './rights.js';
import { shown, plain } from './text.js';
import { agent, done, task } from './parts.js';
import { say, toast } from './say.js';
import { number } from './format.js';
import { reachOf, tellWrong } from './orders/reach.js';

const ORDERS = {
  restrict: {
    title: 'Restrict this session?',
    button: 'Restrict session',
    keep: 'Leave it',
    effect: () => 'It goes on, but only with the effects chosen here. Every other call is refused.',
  },
  pause: {
    title: 'Pause this session?',
    button: 'Pause session',
    keep: 'Let it run',
    effect: (wide) => `Its next calls wait at the gateway until somebody resumes it.${wide ? ' Because this principal runs one session at a time, new sessions of it wait too.' : ' Nothing that was already sent is taken back.'}`,
  },
  resume: {
    title: 'Resume this session?',
    button: 'Resume session',
    keep: 'Keep it as it is',
    effect: () => 'It may do again what it was kept from, and waiting calls go on at once. Rules and policies judge every one of them as before.',
  },
  kill: {
    title: 'Kill this session?',
    button: 'Kill session',
    keep: 'Keep it',
    danger: true,
    effect: (wide) => `The call in flight is cut off and every later one is refused; this cannot be undone.${wide ? ' New sessions of this principal are refused too, until it is released.' : ' New sessions of this principal may only read for 30 minutes.'}`,
  },
  release: {
    title: 'Release this principal?',
    button: 'Release principal',
    keep: 'Keep it stopped',
    effect: () => 'New sessions may begin again, without what clung to the old ones. This session itself stays killed.',
  },
};

const EVERYBODY = {
  pause: 'Calls of every agent wait at the gateway, those of sessions that begin later too, until somebody resumes everybody.',
  resume: 'What was paused for everybody goes on. What was stopped on its own stays so.',
  kill: 'Every session is ended and every call refused, those of sessions that begin later too, until somebody releases everybody.',
  release: 'What was stopped for everybody may begin again. What was stopped on its own stays so.',
};

/** Which orders make sense in a state. */
export function ordersFor(session) {
  if (!session.containable || !may('contain')) return [];
  if (session.state === 'killed') return ['release'];
  if (session.state === 'ended') return ['kill'];
  if (session.state === 'paused') return ['resume', 'kill'];
  // A restriction that somebody gave is resumed from; one that a kill left behind is released from.
  if (session.state === 'restricted') return [session.gate?.action === 'restrict' ? 'resume' : 'release', 'pause', 'kill'];
  return ['pause', 'restrict', 'kill'];
}

/** Asks how far it reaches and why, and gives the order; `after` is called once it stands. Without a session it is for everybody. */
export function openOrder(action, session, after) {
  const order = ORDERS[action];
  const reason = h('textarea', { class: 'input', id: 'reason', rows: 3, maxlength: 500, required: true, placeholder: 'Shown to every operator and kept in the journal' });
  const confirm = h('button', { class: `button ${order.danger ? 'danger solid' : 'primary'}`, type: 'submit', disabled: true }, icon(action === 'resume' ? 'play' : action === 'release' ? 'permit' : action === 'kill' ? 'killed' : action === 'restrict' ? 'restricted' : 'paused', 'small'), session ? order.button : everybody(order.button));
  const wrong = h('div', { role: 'alert' });
  const wide = session?.principalKind === 'exclusive';
  let ready = false;
  const reach = reachOf(action, session, () => ready && check());
  ready = true;
  const dialog = modal(
    session ? order.title : everybody(order.title),
    h(
      'form',
      { on: { submit: (event) => submit(event) } },
      h(
        'div',
        { class: 'body' },
        h('p', {}, session ? order.effect(wide) : EVERYBODY[action]),
        session && h(
          'dl',
          { class: 'about' },
          h('dt', {}, 'Session'),
          h('dd', {}, h('span', { class: 'mono' }, session.id), ' ', task(session)),
          h('dt', {}, 'Agent'),
          h('dd', {}, agent(session), session.principal && [' as ', shown(session.principal)]),
        ),
        h('div', { class: 'field' }, h('label', { for: 'reason' }, 'Reason'), reason),
        reach.node,
        wrong,
      ),
      h(
        'div',
        { class: 'actions' },
        h('button', { class: 'button', type: 'button', on: { click: () => dialog.close() } }, order.keep),
        confirm,
      ),
    ),
  );
  reason.addEventListener('input', check);

  function check() {
    confirm.disabled = reason.value.trim() === '' || !reach.able();
    if (session) confirm.lastChild.textContent = !reach.wide() ? order.button : action === 'kill' ? 'Quarantine' : `${order.button.split(' ')[0]} all of it`;
  }

  reason.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !confirm.disabled) confirm.click();
  });

  async function submit(event) {
    event.preventDefault();
    confirm.disabled = true;
    fill(wrong);
    try {
      const result = await post(session ? `/sessions/${session.id}/${action}` : `/everybody/${action}`, { reason: reason.value.trim(), ...reach.body() });
      dialog.close();
      const text = `${done(action)} ${session ? plain(session.task) || session.id : 'everybody'}`;
      toast(text, `${result.ref}, signal ${number(result.sequence)}, durable in ${milliseconds(result.tookMicros)}`);
      say(`${text}. State is now ${result.state}.`, true);
      after(result);
    } catch (error) {
      confirm.disabled = false;
      tellWrong(wrong, error);
    }
  }
}

function everybody(words) {
  return words.replace(/this session|this principal|session|principal/, 'everybody');
}

/** The map of keys. */
export function openHelp() {
  const groups = [
    [
      'Everywhere',
      [
        [['Ctrl', 'K'], 'Search or command'],
        [['/'], 'Filter, with completion'],
        [['.'], 'Take in what is new'],
        [['J', 'K'], 'Next and previous row or step'],
        [['Enter'], 'Open'],
        [['Esc'], 'Back, or close'],
        [['G', 'F'], 'Fleet; then A approvals, D detections, R rules, I agents, T tools, P policy, H health, L alerts, U audit, O operators'],
        [['T'], 'Dark or light'],
        [['?'], 'This map'],
      ],
    ],
    [
      'Fleet and session',
      [
        [['P'], 'Pause or resume: asks for a reason first'],
        [['Shift', 'K'], 'Kill: asks for a reason first'],
        [['←', '→'], 'Step back and forward'],
        [['Space'], 'Play or stop the replay'],
        [['N'], 'Next detection'],
        [['1', '5'], 'The five questions'],
      ],
    ],
    [
      'Detections',
      [
        [['A'], 'Acknowledge'],
        [['C'], 'Confirm'],
        [['F'], 'False positive: asks why'],
        [['N'], 'Write a note'],
      ],
    ],
    [
      'Alerts',
      [
        [['A'], 'Acknowledge'],
        [['R'], 'Resolve'],
        [['S'], 'Silence: asks for how long and why'],
      ],
    ],
    ['Audit', [[['V'], 'Verify the journal']]],
    [
      'Approvals',
      [
        [['A'], 'Approve: asks for a reason first'],
        [['D'], 'Deny: asks for a reason first'],
        [['E'], 'Edit the arguments'],
        [['S'], 'Show the arguments in the clear, or hide them'],
      ],
    ],
  ];
  const dialog = modal(
    'Keys',
    h('div', { class: 'body' }, groups.map(([title, keys]) => [h('h3', { class: 'label' }, title), h('div', { class: 'keymap' }, keys.map(([strokes, what]) => [h('span', { class: 'keys' }, strokes.map((key) => h('kbd', {}, key))), h('span', {}, what)]))])),
    h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', on: { click: () => dialog.close() } }, 'Close')),
  );
}

export function modal(title, ...content) {
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' }, h('h2', { id: 'dialog-title' }, title), content);
  const back = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (back instanceof HTMLElement) back.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector('textarea')?.focus();
  return dialog;
}

function milliseconds(micros) {
  return micros < 1000 ? `${micros} µs` : `${(micros / 1000).toFixed(micros < 10000 ? 1 : 0)} ms`;
}
