// Notifications by way of our service worker, for browsers that make none without one.

const SCRIPT = '/assets/js/notices-worker.js';
let starting = null;

/** Shows one and returns what takes it back; fails where there are no service workers either. */
export async function showByWorker(title, options, go) {
  starting ??= start(go);
  let registration;
  try {
    registration = await starting;
  } catch (error) {
    starting = null;
    throw error;
  }
  await registration.showNotification(title, options);
  return () => takeBack(registration, options.tag);
}

/** Leaves no worker behind. */
export async function forgetWorker() {
  starting = null;
  const registration = await navigator.serviceWorker?.getRegistration(SCRIPT);
  await registration?.unregister();
}

async function start(go) {
  const registration = await navigator.serviceWorker.register(address(), { updateViaCache: 'none' });
  const worker = registration.installing || registration.waiting || registration.active;
  await new Promise((done, fail) => {
    const look = () => {
      if (worker.state === 'activated') done();
      else if (worker.state === 'redundant') fail(new Error('worker: got one that does not start (expected: an active one)'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
  navigator.serviceWorker.addEventListener('message', (event) => {
    const path = String(event.data?.open || '');
    if (path.startsWith('/approvals/')) go(path);
  });
  navigator.serviceWorker.startMessages();
  return registration;
}

let policy = null;

// The one name that the page's policy of trusted types allows, and the one address it makes.
function address() {
  if (!window.trustedTypes) return SCRIPT;
  policy ??= window.trustedTypes.createPolicy('notices-worker', { createScriptURL: () => SCRIPT });
  return policy.createScriptURL('');
}

async function takeBack(registration, tag) {
  for (const notice of await registration.getNotifications({ tag })) notice.close();
}
