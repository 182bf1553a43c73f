// Dark and light: follows the system until somebody toggles.

export function toggleTheme() {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const next = (root.dataset.theme || system) === 'dark' ? 'light' : 'dark';
  root.dataset.theme = next;
  try {
    localStorage.setItem('holdpoint-theme', next);
  } catch {
    // The choice then lasts as long as the page.
  }
}
