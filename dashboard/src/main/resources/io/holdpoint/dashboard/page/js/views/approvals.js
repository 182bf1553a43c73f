// The inbox: calls that wait for a person, with what is needed to decide, then what was decided.

import { get } from '../api.js';
import { clearArguments, closeClear } from '../approvals/clear.js';
import { decideForm } from '../approvals/decide.js';
import { notifyControls } from '../approvals/notify.js';
import { fill, h } from '../dom.js';
import { counted, span, time, words } from '../format.js';
import { icon } from '../icons.js';
import { effects, empty, failed, labelTags, verdict } from '../parts.js';
import { parse } from '../payload.js';
import { go, link } from '../router.js';
import { state } from '../state.js';
import { plain, shown, withMasks } from '../text.js';

const DECIDED = 30;
const OUTCOMES = {
  approved: 'Approved, not used yet',
  used: 'Approved, and the call went',
  denied: 'Denied',
  closed: 'Closed',
};

export function approvalsView({ main, top, route }) {
  let chosen = route.id || '';
  const notices = notifyControls();
  const cards = new Map();
  const waiting = h('div', { class: 'inbox', 'aria-label': 'Waiting' });
  const decided = h('div', { class: 'inbox', role: 'group', 'aria-label': 'Decided' });
  const none = h('div', { class: 'inbox' }, h('p', { class: 'dim' }, 'Nothing waits for you.'));
  const heading = h('div', { class: 'inbox' }, h('h2', { class: 'label' }, 'Decided lately'));
  const scroller = h('div', { class: 'scroller', tabindex: -1 }, notices.line, none, waiting, heading, decided);
  let moved = false;
  fill(top, h('h1', {}, 'Approvals'), h('span', { class: 'tag' }, ''), notices.button);
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
    top.querySelector('.tag').textContent = `${open.length} waiting`;
    notices.paint();
    if (open.length === 0 && over.length === 0) {
      fill(main, notices.line, empty({ emblem: 'held', title: 'No call waits for a person', text: 'When a rule or a policy holds a call, it appears here with who, what and why, until somebody decides or its time is over.' }));
      return;
    }
    place(waiting, open, cardOf);
    place(decided, over, recordOf);
    if (!scroller.isConnected) {
      scroller.prepend(notices.line);
      fill(main, scroller);
    }
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
      const print = JSON.stringify([approval, alikeOf(approval).length]);
      const known = cards.get(approval.ref);
      if (known && known.print === print) return known.node;
      closeClear(approval.ref);
      const node = make(approval);
      if (known) keepTyped(known.node, node);
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
      ['Arguments', [h('pre', { class: 'code' }, withMasks(pretty(approval.arguments.masked))), h('div', { class: 'tiny faint' }, approval.binding.length ? ['A grant is bound to ', approval.binding.map((name) => plain(name)).join(', ')] : 'A grant is bound to all of them'), approval.state === 'pending' && clearArguments(approval)]],
      approval.labels.length > 0 && ['Has seen', labelTags(approval.labels)],
      approval.chain.length > 0 && ['Before it', before(approval)],
      approval.callers > 1 && ['Asked', `${approval.callers} times with the same arguments`],
      approval.nearMisses.length > 0 && ['Near misses', approval.nearMisses.map((miss, index) => nearMiss(approval, index))],
      ...quorum(approval),
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
    return h('article', { class: `held-call pending ${approval.ref === chosen ? 'chosen' : ''}`, tabindex: -1, data: { ref: approval.ref } }, head(approval), why(approval), facts(approval), decideForm(approval, alikeOf(approval)));
  }

  // Under the oldest of those that wait alike the others can be decided too.
  function alikeOf(approval) {
    return approval.state === 'pending' ? state.waiting().filter((one) => one.batch === approval.batch && one.ref !== approval.ref) : [];
  }

  function quorum({ quorum, askedAt }) {
    const votes = quorum.votes.map((vote) => h('div', {}, shown(vote.by), ` at ${time(vote.at)}: `, shown(vote.reason), vote.edit && h('pre', { class: 'code' }, withMasks(vote.edit.change)), vote.edit && h('span', { class: 'mono tiny faint' }, `edit ${vote.edit.digest}`)));
    return [
      quorum.needed > 1 && ['Approvals', [h('b', {}, `${quorum.votes.length} of ${quorum.needed}`), votes]],
      quorum.approvers.length > 0 && ['May approve', quorum.approvers.map(plain).join(', ') || 'nobody'],
      quorum.escalatesAt && ['Escalation', `${quorum.escalateTo.map(plain).join(', ')}, after ${span(Math.round((Date.parse(quorum.escalatesAt) - Date.parse(askedAt)) / 1000))}`],
    ];
  }

  function nearMiss(approval, index) {
    const differences = approval.differences[index];
    return h('div', { class: 'changes' }, h('span', { class: 'tiny faint' }, time(approval.nearMissesAt[index])), differences.length ? differences.map((one) => h('p', { class: 'change' }, h('span', { class: 'mono' }, plain(one.name)), ' ', h('del', {}, withMasks(one.was || 'nothing')), ' ', h('ins', {}, withMasks(one.is || 'nothing')))) : h('pre', { class: 'code' }, withMasks(approval.nearMisses[index].masked)));
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
        said?.edit && [' With other arguments: ', h('code', {}, withMasks(said.edit.change))],
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

  function current() {
    return document.activeElement?.closest?.('.held-call.pending') || waiting.querySelector('.held-call.pending');
  }

  function move(by) {
    const all = [...waiting.children];
    const at = all.indexOf(document.activeElement?.closest?.('.held-call'));
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  }

  // A word needs its reason first; then the key says it.
  function start(button) {
    const card = current();
    const target = card?.querySelector(button);
    if (target && !target.disabled) target.click();
    else card?.querySelector('[name=reason]')?.focus();
  }

  function edit() {
    const scope = current()?.querySelector('[name=scope]');
    if (!scope || ![...scope.options].some((option) => option.value === 'edit')) return;
    scope.value = 'edit';
    scope.dispatchEvent(new Event('input', { bubbles: true }));
    current().querySelector('[name=arguments]').focus();
  }

  // Who comes by a notification keeps what they typed elsewhere.
  function follow(now) {
    chosen = now.id || '';
    moved = false;
    for (const card of scroller.querySelectorAll('.held-call')) card.classList.toggle('chosen', card.dataset.ref === chosen);
    paint();
    return true;
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
    follow,
    leave: () => {
      clearInterval(clock);
      closeClear();
    },
    keys: { j: () => move(1), k: () => move(-1), a: () => start('[type=submit]'), d: () => start('.danger'), e: edit, s: () => current()?.querySelector('.reveal:not([hidden])')?.click(), Escape: () => go('/') },
  };
}

function settledAt(approval) {
  return approval.said?.at || approval.expiresAt;
}

function pretty(masked) {
  const json = masked ? parse(masked) : undefined;
  return json === undefined ? masked || 'none' : JSON.stringify(json, null, 2);
}

// What was sent is not typed any more. What was chosen and is no choice any more leaves no choice made:
// nobody approves somebody else's edit because it came while they were typing.
function keepTyped(from, to) {
  if (from.querySelector('form[data-sent]')) return;
  for (const field of from.querySelectorAll('[name]')) {
    const same = to.querySelector(`[name="${field.name}"]`);
    if (!same) continue;
    if (field.type === 'checkbox') same.checked = field.checked;
    else same.value = field.value;
    same.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
