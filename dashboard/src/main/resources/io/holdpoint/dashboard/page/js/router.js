// Views by address: whatever a reader sees can be sent to a colleague.

let shown = () => {};

export function onRoute(listener) {
  shown = listener;
  addEventListener('popstate', () => shown(route()));
}

/** The view that the address asks for. */
export function route() {
  const [, first = '', second = ''] = location.pathname.split('/');
  const query = new URLSearchParams(location.search);
  if (first === 'sessions' && second) return { view: 'session', id: decodeURIComponent(second), query };
  if (first === 'approvals') return { view: 'approvals', id: decodeURIComponent(second), query };
  if (first === 'workshop') return { view: 'workshop', id: decodeURIComponent(second), query };
  if (first === 'rules') return { view: 'rules', id: decodeURIComponent(second), query };
  if (['detections', 'agents', 'tools', 'policy', 'health', 'alerts', 'audit', 'operators', 'compare', 'login'].includes(first)) return { view: first, query };
  return { view: 'fleet', query };
}

export function go(path) {
  if (path !== location.pathname + location.search) history.pushState(null, '', path);
  shown(route());
}

/** Notes a detail of the view in the address without a new entry in the history. */
export function note(values) {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(values)) {
    if (value) query.set(key, value);
    else query.delete(key);
  }
  const text = query.toString();
  history.replaceState(null, '', location.pathname + (text ? `?${text}` : ''));
}

/** Properties of a link within the page: opens in place, and in a new tab when asked to. */
export function link(path) {
  return {
    href: path,
    on: {
      click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        go(path);
      },
    },
  };
}
