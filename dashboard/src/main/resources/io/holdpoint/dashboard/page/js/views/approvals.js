// The inbox: calls that wait for a person, with what is needed to decide, then what was decided.

import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { counted, span, time, words } from '../format.js';
import { icon } from '../icons.js';
import { effects, empty, failed, labelTags, verdict } from '../parts.js';
import { parse } from '../payload.js';
import { go, link } from '../router.js';
import { say, toast } from '../say.js';
import { state } from '../state.js';
import { plain, shown, withMasks } from '../text.js';

const DECIDED = 30;
const SCOPES = [
  ['once', 'This call, once'],
  ['session', 'Such calls of this session, 1 h'],
];
const OUTCOMES = {
  approved: 'Approved, not used yet',
  used: 'Approved, and the call went',
  denied: 'Denied',
  closed: 'Closed',
};

export function approvalsView({ main, top, route }) {
  const chosen = route.id || '';
  const cards = new Map();
  const waiting = h('div', { class: 'inbox', 'aria-label': 'Waiting' });
  const decided = h('div', { class: 'inbox', role: 'group', 'aria-label': 'Decided' });
  const none = h('div', { class: 'inbox' }, h('p', { class: 'dim' }, 'Nothing waits for you.'));
  const heading = h('div', { class: 'inbox' }, h('h2', { class: 'label' }, 'Decided lately'));
  const scroller = h('div', { class: 'scroller', tabindex: -1 }, none, waiting, heading, decided);
  let moved = false;
  fill(top, h('h1', {}, 'Approvals'), h('span', { class: 'tag' }, ''));
  paint();
  loadChains();
  const clock = setInterval(tick, 1000);

  function paint() {
    if (!state.loaded) {
      fill(main, state.error ? failed('The list of approvals', state.error, () => state.load()) : h('div', { class: 'empty' }, h('p', {}, 'Loading')));
      return;
    }
    const open = state.waiting();
    const over = [...state.approvals.values()].filter((one) => one.state !== 'pending').sort((a, b) => settledAt(b).localeCompare(settledAt(a))).slice(0, DECIDED);
    top.lastChild.textContent = `${open.length} waiting`;
    if (open.length === 0 && over.length === 0) {
      fill(main, empty({ emblem: 'held', title: 'No call waits for a person', text: 'When a rule or a policy holds a call, it appears here with who, what and why, until somebody decides or its time is over.' }));
      return;
    }
    place(waiting, open, cardOf);
    place(decided, over, recordOf);
    if (!scroller.isConnected) fill(main, scroller);
    none.hidden = open.length > 0;
    heading.hidden = over.length === 0;
    if (chosen && !moved) {
      moved = true;
      scroller.querySelector('.chosen')?.scrollIntoView({ block: 'start' });
    }
    tick();
  }

  // A card stays the same element while it means the same: nobody loses a half-typed reason.
  function place(list, approvals, make) {
    const nodes = approvals.map((approval) => {
      const print = JSON.stringify(approval);
      const known = cards.get(approval.ref);
      if (known && known.print === print) return known.node;
      const typed = known?.node.querySelector('input')?.value || '';
      const node = make(approval);
      const input = node.querySelector('input');
      if (input && typed) {
        input.value = typed;
        input.dispatchEvent(new Event('input'));
      }
      cards.set(approval.ref, { print, node });
      return node;
    });
    if (nodes.length !== list.children.length || nodes.some((node, index) => list.children[index] !== node)) {
      const focused = document.activeElement;
      const within = list.contains(focused);
      list.replaceChildren(...nodes);
      if (within && focused.isConnected) focused.focus({ preventScroll: true });
    }
  }

  function head(approval) {
    return h(
      'header',
      {},
      h('h2', {}, shown(`${approval.upstream}/${approval.tool}`)),
      effects(approval.effects),
      h('span', { class: 'mono faint' }, approval.ref),
      approval.state === 'pending' && h('span', { class: 'left push', data: { until: approval.expiresAt } }, ''),
    );
  }

  function facts(approval) {
    const rows = [
      ['Agent', [shown(approval.agentName || 'unnamed'), approval.agentVersion && ` ${plain(approval.agentVersion)}`, h('span', { class: 'faint' }, ', by its own claim')]],
      ['Principal', [shown(approval.principal), approval.owner && h('span', { class: 'faint' }, ', owner ', shown(approval.owner))]],
      ['Session', [h('a', { class: 'mono', ...link(`/sessions/${approval.session}`) }, approval.session), approval.task && [' ', shown(approval.task)]]],
      ['Arguments', [h('pre', { class: 'code' }, withMasks(pretty(approval.arguments.masked))), h('div', { class: 'tiny faint' }, approval.binding.length ? ['A grant is bound to ', approval.binding.map((name) => plain(name)).join(', ')] : 'A grant is bound to all of them')]],
      approval.labels.length > 0 && ['Has seen', labelTags(approval.labels)],
      approval.chain.length > 0 && ['Before it', before(approval)],
      approval.callers > 1 && ['Asked', `${approval.callers} times with the same arguments`],
      approval.nearMisses.length > 0 && ['Near misses', approval.nearMisses.map((miss, index) => h('pre', { class: 'code' }, time(approval.nearMissesAt[index]), '  ', withMasks(miss.masked)))],
      ['Asked at', time(approval.askedAt)],
    ];
    return h('dl', { class: 'facts' }, rows.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
  }

  function before(approval) {
    return h(
      'div',
      { class: 'before' },
      approval.chain.map((step, index) => [
        index > 0 && icon('right', 'small'),
        h('a', { class: `tag ${step.evidence ? 'evidence' : ''}`, title: step.evidence ? 'The reason names this step' : time(step.at), ...link(`/sessions/${approval.session}?step=${encodeURIComponent(step.id)}`) }, shown(step.tool)),
        step.labels.map((name) => h('span', { class: `tag ${name}` }, name)),
      ]),
    );
  }

  function why(approval) {
    return h(
      'p',
      { class: 'why' },
      verdict('hold'),
      ' ',
      approval.reasons.map((reason) => [shown(reason.text), reason.rule && [' ', h('a', { class: 'mono', ...link('/rules') }, `${reason.rule.id} v${reason.rule.version}`)], ' ']),
    );
  }

  function cardOf(approval) {
    const reason = h('input', { type: 'text', 'aria-label': `Reason for ${approval.ref}`, placeholder: 'Reason, shown to every operator', maxlength: 500, autocomplete: 'off' });
    const scope = h('select', { 'aria-label': `What to approve of ${approval.ref}` }, SCOPES.map(([value, text]) => h('option', { value }, text)));
    const deny = h('button', { class: 'button danger', type: 'button', disabled: true, on: { click: () => decide('deny', { reason: reason.value.trim() }) } }, icon('deny', 'small'), 'Deny');
    const approve = h('button', { class: 'button primary', type: 'submit', disabled: true }, icon('permit', 'small'), 'Approve');
    const wrong = h('div', { role: 'alert' });
    const form = h('form', { needs: 'approve', on: { submit: (event) => submit(event) } }, reason, scope, deny, approve, wrong);
    reason.addEventListener('input', () => enable(reason.value.trim() !== ''));

    function enable(able) {
      approve.disabled = !able;
      deny.disabled = !able;
    }

    function submit(event) {
      event.preventDefault();
      if (reason.value.trim()) decide('approve', { reason: reason.value.trim(), scope: scope.value });
    }

    async function decide(action, body) {
      enable(false);
      fill(wrong);
      try {
        const result = await post(`/approvals/${encodeURIComponent(approval.ref)}/${action}`, body);
        state.approvals.set(result.ref, result);
        const text = `${action === 'deny' ? 'Denied' : 'Approved'} ${plain(approval.tool)}`;
        toast(text, `${result.ref}, durable`);
        say(text, true);
        state.dispatchEvent(new CustomEvent('approval', { detail: result }));
      } catch (error) {
        enable(true);
        fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, error.message, ' ', h('span', { class: 'mono faint' }, error.code))));
      }
    }

    return h('article', { class: `held-call pending ${approval.ref === chosen ? 'chosen' : ''}`, data: { ref: approval.ref } }, head(approval), why(approval), facts(approval), form);
  }

  function recordOf(approval) {
    const said = approval.said;
    return h(
      'article',
      { class: `held-call over ${approval.ref === chosen ? 'chosen' : ''}`, data: { ref: approval.ref } },
      head(approval),
      h(
        'p',
        { class: 'said' },
        h('b', {}, OUTCOMES[approval.state] || words(approval.state)),
        said && [' by ', shown(said.by), ` at ${time(said.at)}: `, shown(said.reason)],
        said?.word === 'session' && ` (for the session, ${counted(said.uses, 'call')} so far)`,
        approval.why && [': ', shown(approval.why)],
      ),
    );
  }

  async function loadChains() {
    try {
      const list = await get('/approvals?state=pending');
      for (const approval of list.approvals) {
        if (state.approvals.get(approval.ref)?.state === 'pending') state.approvals.set(approval.ref, approval);
      }
      paint();
    } catch {
      // The cards then stay without what came before; deciding says what is wrong.
    }
  }

  function tick() {
    for (const node of scroller.querySelectorAll('.left')) {
      const seconds = Math.max(0, Math.floor((Date.parse(node.dataset.until) - Date.now()) / 1000));
      node.textContent = seconds ? `${span(seconds)} left` : 'time is over';
      node.classList.toggle('soon', seconds < 60);
    }
  }

  return {
    loaded: paint,
    approval: (approval) => {
      paint();
      if (approval.state === 'pending' && approval.chain.length === 0) loadChains();
    },
    follow: () => false,
    leave: () => clearInterval(clock),
    keys: { Escape: () => go('/') },
  };
}

function settledAt(approval) {
  return approval.said?.at || approval.expiresAt;
}

function pretty(masked) {
  const json = masked ? parse(masked) : undefined;
  return json === undefined ? masked || 'none' : JSON.stringify(json, null, 2);
}
