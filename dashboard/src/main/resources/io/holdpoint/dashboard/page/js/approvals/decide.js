// The form under a held call: reason, what to approve, edited arguments, and those that wait alike.

import { post } from '../api.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { parse } from '../payload.js';
import { say, toast } from '../say.js';
import { state } from '../state.js';
import { plain, withMasks } from '../text.js';
import { isObject, patchLines, patchOf } from './patch.js';

const ONCE = ['once', 'This call, once'];
const SESSION = ['session', 'Such calls of this session, 1 h'];

/** The form of one held call; {@code alike} are the others of its batch. */
export function decideForm(approval, alike) {
  const proposed = approval.quorum.votes.at(-1)?.edit;
  const original = parse(approval.arguments.masked);
  const editable = approval.quorum.editable && isObject(original);
  const scopes = [...(proposed ? [['proposal', 'As edited, once']] : [ONCE, SESSION]), ...(editable ? [['edit', 'With other arguments, once']] : [])];
  const reason = h('input', { type: 'text', name: 'reason', 'aria-label': `Reason for ${approval.ref}`, placeholder: 'Reason, shown to every operator', maxlength: 500, autocomplete: 'off' });
  const scope = h('select', { name: 'scope', 'aria-label': `What to approve of ${approval.ref}` }, scopes.map(([value, text]) => h('option', { value }, text)));
  const text = h('textarea', { name: 'arguments', rows: 6, spellcheck: 'false', autocomplete: 'off', 'aria-label': `Arguments of ${approval.ref}` });
  const changes = h('div', { class: 'changes', 'aria-live': 'polite' });
  const editor = h('div', { class: 'editor' }, text, changes, h('p', { class: 'tiny faint' }, 'What is masked stays as it is unless you write something else. The edited call is judged anew by policy and rules.'));
  const all = alike.length > 0 && h('input', { type: 'checkbox', name: 'all' });
  const deny = h('button', { class: 'button danger', type: 'button', disabled: true, on: { click: () => decide('deny', {}) } }, icon('deny', 'small'), 'Deny');
  const approve = h('button', { class: 'button primary', type: 'submit', disabled: true }, icon('permit', 'small'), 'Approve');
  const wrong = h('div', { role: 'alert' });
  const bounds = h('p', { class: 'tiny dim bounds', hidden: true }, 'Good for the same tool and destination, as long as nothing changes: a call that another rule holds, or that comes after data of another kind, after a change of the tool or of the policy, waits for a person again.');
  const form = h('form', { class: 'decide', needs: 'approve', on: { submit: (event) => submit(event), input: () => enable() } }, reason, scope, deny, approve, all && h('label', { class: 'alike' }, all, `Decide all ${alike.length + 1} that wait alike`), bounds, editor, wrong);
  if (editable) text.value = JSON.stringify(original, null, 2);
  enable();
  return form;

  function change() {
    const edited = parse(text.value);
    return isObject(edited) ? patchOf(original, edited) : undefined;
  }

  function enable() {
    const editing = scope.value === 'edit';
    editor.hidden = !editing;
    bounds.hidden = scope.value !== 'session';
    if (all) all.disabled = editing || scope.value === 'proposal';
    const patch = editing ? change() : undefined;
    if (editing) fill(changes, patch ? patchLines(original, patch).map(line) : h('p', { class: 'tiny dim' }, isObject(parse(text.value)) ? 'Nothing is changed yet.' : 'This is no JSON object.'));
    const able = reason.value.trim() !== '';
    deny.disabled = !able;
    approve.disabled = !able || scope.value === '' || (editing && !patch);
  }

  function line({ name, was, is }) {
    return h('p', { class: 'change' }, h('span', { class: 'mono' }, plain(name)), ' ', h('del', {}, withMasks(was || 'nothing')), ' ', h('ins', {}, withMasks(is || 'nothing')));
  }

  function submit(event) {
    event.preventDefault();
    if (approve.disabled) return;
    if (scope.value === 'edit') decide('approve', { change: change() });
    else if (scope.value === 'proposal') decide('approve', { proposal: proposed.digest });
    else decide('approve', { scope: scope.value });
  }

  async function decide(action, how) {
    approve.disabled = true;
    deny.disabled = true;
    form.dataset.sent = 'yes';
    fill(wrong);
    const batch = all && all.checked && !all.disabled ? { batch: alike.map((one) => one.ref) } : {};
    try {
      const result = await post(`/approvals/${encodeURIComponent(approval.ref)}/${action}`, { reason: reason.value.trim(), ...how, ...batch });
      state.approvals.set(result.ref, result);
      const text = result.state === 'pending' ? `Counted: ${result.quorum.missing} more to approve ${plain(approval.tool)}` : `${action === 'deny' ? 'Denied' : 'Approved'} ${plain(approval.tool)}`;
      toast(text, `${result.ref}, durable`);
      say(text, true);
      state.dispatchEvent(new CustomEvent('approval', { detail: result }));
    } catch (error) {
      delete form.dataset.sent;
      enable();
      fill(wrong, h('p', { class: 'wrong' }, icon('alert', 'small'), h('span', {}, error.message, ' ', h('span', { class: 'mono faint' }, error.code))));
    }
  }
}
