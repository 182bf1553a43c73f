// The header of a session: what it is, how it stands, and the orders an operator can give.

import { fill, h } from '../dom.js';
import { openOrder, ordersFor } from '../dialogs.js';
import { number, time, tone } from '../format.js';
import { icon } from '../icons.js';
import { agent, ageOf, chip, done, task } from '../parts.js';
import { link } from '../router.js';
import { state } from '../state.js';
import { shown } from '../text.js';

const WORDS = { pause: 'Pause', restrict: 'Restrict', resume: 'Resume', kill: 'Kill', release: 'Release' };
const ICONS = { pause: 'paused', restrict: 'restricted', resume: 'play', kill: 'killed', release: 'permit' };

export function sessionHead({ changed }) {
  let session = null;
  const head = h('header', { class: 'case-head' });
  const notice = h('div', {});

  function paint(next) {
    session = next;
    if (!session) {
      fill(head, h('div', { class: 'title' }, h('h1', { class: 'faint' }, 'Loading')));
      return;
    }
    const focused = head.contains(document.activeElement) ? document.activeElement.dataset.order : '';
    const held = [...state.approvals.values()].find((approval) => approval.session === session.id && approval.state === 'pending');
    fill(
      head,
      chip(held && session.state === 'active' ? 'held' : session.state, true),
      h(
        'div',
        { class: 'title' },
        h('h1', { class: 'clip' }, task(session)),
        h(
          'div',
          { class: 'meta' },
          fact('Agent', agent(session)),
          fact('Principal', session.principal ? shown(session.principal) : 'unknown'),
          session.environment && fact('Environment', shown(session.environment)),
          fact('Steps', number(session.steps)),
          session.denied > 0 && fact('Denied', number(session.denied)),
          fact('Began', time(session.startedAt)),
          fact('Last step', ageOf(session.lastStepAt)),
        ),
      ),
      h('div', { class: `score tone-${tone(session.risk)}` }, h('span', { class: 'label' }, 'Risk'), h('b', {}, session.risk)),
      h('div', { class: 'orders' }, held && h('a', { class: 'button primary', ...link(`/approvals/${held.ref}`) }, icon('held', 'small'), 'Review held call'), ordersFor(session).map(orderButton)),
    );
    if (focused) head.querySelector(`[data-order="${focused}"]`)?.focus();
    paintNotice();
  }

  function orderButton(action) {
    return h(
      'button',
      { class: `button ${action === 'kill' ? 'danger' : ''} ${action === 'resume' ? 'primary' : ''}`, type: 'button', data: { order: action }, on: { click: () => order(action) } },
      icon(ICONS[action], 'small'),
      WORDS[action],
    );
  }

  function paintNotice() {
    const gate = session.gate;
    if (!session.containable) {
      fill(notice, h('div', { class: 'banner warn' }, icon('alert'), h('span', { class: 'say' }, h('b', {}, 'Seen in telemetry only.'), ' Its calls do not pass the gateway, so it can be watched but not stopped. Point its MCP client at the gateway to change that.')));
      return;
    }
    if (!gate) {
      fill(notice);
      return;
    }
    const look = { killed: 'bad', paused: 'wait', restricted: 'warn' }[session.state] || 'warn';
    const elsewhere = gate.session !== session.id && session.state !== 'restricted';
    fill(
      notice,
      h(
        'div',
        { class: `banner ${look}` },
        icon(session.state),
        h(
          'span',
          { class: 'say' },
          h('b', {}, session.state === 'restricted' ? `Restricted to ${gate.allowed.join(' and ')}${gate.until ? ` until ${time(gate.until)}` : ''} by ${gate.rule ? gate.rule.id : gate.by}.` : `${done(gate.action)} at ${time(gate.at)} by ${gate.rule ? gate.rule.id : gate.by}.`),
          elsewhere && [' Given for ', h('a', { ...link(`/sessions/${gate.session}`) }, gate.session), ' of the same principal.'],
          ' ',
          h('span', {}, shown(gate.reason)),
          h('span', { class: 'faint' }, `  The agent reads reference ${gate.ref}.`),
        ),
      ),
    );
  }

  function order(action) {
    if (session && ordersFor(session).includes(action)) openOrder(action, session, changed);
  }

  return { head, notice, paint, order };
}

function fact(name, value) {
  return h('span', {}, name, ' ', h('b', {}, value));
}
