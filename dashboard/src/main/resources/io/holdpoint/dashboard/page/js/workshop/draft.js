// What was written and not saved, kept in this tab: going elsewhere loses nothing.

const MOST = 256 * 1024;

/** The draft of a rule: `{ text, base }`. */
export function draft(id) {
  const key = `holdpoint.draft.${id}`;
  return {
    get: () => {
      try {
        return JSON.parse(sessionStorage.getItem(key));
      } catch {
        return null;
      }
    },
    put: (value) => {
      if (value.text.length > MOST) return;
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Nothing is kept where the browser keeps nothing.
      }
    },
    drop: () => {
      try {
        sessionStorage.removeItem(key);
      } catch {
        // As above.
      }
    },
  };
}
