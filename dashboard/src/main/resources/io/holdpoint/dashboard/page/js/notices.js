// Notifications of the browser for calls that are held while nobody looks at the page. Off until an operator asks for them.

import { may } from './rights.js';
import { go } from './router.js';
import { state } from './state.js';
import { plain } from './text.js';
import { forgetWorker, showByWorker } from './worker-notices.js';

const KEY = 'holdpoint.notices';
const MOST = 60;

const known = new Set();
const standing = new Map();
let broken = false;
let looked = false;

/** `on`, `off`, `denied` (by who uses the browser, or their organisation) or `missing` (the browser has none here). */
export function noticesState() {
  if (broken || !('Notification' in window) || !window.isSecureContext) return 'missing';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && asked() === state.operator && state.operator ? 'on' : 'off';
}

/** Asks for the permission. Only ever called by a click. */
export async function turnOn() {
  if (noticesState() !== 'off') return noticesState();
  if ((await Notification.requestPermission()) === 'granted') ask(state.operator);
  return noticesState();
}

export function turnOff() {
  ask('');
  forgetWorker();
}

/** Tells of those that came since it was called first, if the page is hidden; takes back what is settled. */
export function tellOf(waiting) {
  const open = new Set(waiting.map((one) => one.ref));
  for (const [ref, notice] of standing) {
    if (open.has(ref)) continue;
    notice.close();
    standing.delete(ref);
  }
  for (const ref of known) {
    if (!open.has(ref)) known.delete(ref);
  }
  for (const approval of waiting) {
    if (known.has(approval.ref)) continue;
    known.add(approval.ref);
    if (looked && document.hidden && may('approve') && noticesState() === 'on') notify(approval);
  }
  looked = true;
}

/** Forgets all, for the next operator. */
export function forgetNotices() {
  for (const notice of standing.values()) notice.close();
  standing.clear();
  known.clear();
  looked = false;
}

// It stands on a locked screen too: names alone, never what the call says. The tag makes one of those of several tabs.
function notify({ ref, upstream, tool, agentName }) {
  const title = 'A call waits for approval';
  const options = { body: `${brief(agentName || 'unnamed agent')}: ${brief(`${upstream}/${tool}`)}`, tag: `holdpoint-${ref}`, data: { ref } };
  try {
    const notice = new Notification(title, options);
    standing.set(ref, notice);
    notice.addEventListener('close', () => standing.delete(ref));
    notice.addEventListener('click', () => {
      window.focus();
      go(`/approvals/${encodeURIComponent(ref)}`);
      notice.close();
    });
  } catch {
    notifyByWorker(ref, title, options); // The browsers of phones have the name and refuse to make one.
  }
}

async function notifyByWorker(ref, title, options) {
  const mine = { close: () => (mine.over = true) };
  standing.set(ref, mine);
  try {
    const takeBack = await showByWorker(title, options, go);
    if (mine.over) takeBack(); // Settled, or logged out, before it stood.
    else mine.close = takeBack;
  } catch {
    standing.delete(ref);
    broken = true;
  }
}

function brief(text) {
  const said = plain(text);
  return said.length > MOST ? `${said.slice(0, MOST)}…` : said;
}

function asked() {
  try {
    return localStorage.getItem(KEY) || '';
  } catch {
    return '';
  }
}

function ask(operator) {
  try {
    if (operator) localStorage.setItem(KEY, operator);
    else localStorage.removeItem(KEY);
  } catch {
    // Where nothing is kept, they stay off.
  }
}
