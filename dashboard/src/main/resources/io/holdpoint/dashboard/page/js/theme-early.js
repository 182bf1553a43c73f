// Runs before the first paint, so that no other theme flashes up.
(() => {
  const asked = new URLSearchParams(location.search).get('theme');
  let kept = null;
  try {
    kept = localStorage.getItem('holdpoint-theme');
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const theme = asked || kept;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
