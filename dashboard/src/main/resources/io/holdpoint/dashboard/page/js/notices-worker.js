// A service worker that shows notifications and nothing else: it hears no request, keeps no data, and its scope holds no page.
// The browsers of Android show notifications in no other way.

addEventListener('install', () => skipWaiting());

addEventListener('notificationclick', (event) => {
  event.notification.close();
  const ref = String(event.notification.data?.ref || '');
  if (/^[A-Za-z0-9-]{1,64}$/.test(ref)) event.waitUntil(open(`/approvals/${ref}`));
});

/** In the page that is open, which keeps what is half typed there, else in a new one. */
async function open(path) {
  const [page] = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!page) return clients.openWindow(path);
  page.postMessage({ open: path });
  return page.focus().catch(() => null); // Some browsers let nobody take the focus.
}
