// What whoever is logged in may do. The server refuses the rest; the page does not offer it.

const rights = new Set();

/** Takes in what the server says of whoever is logged in. */
export function allow(words) {
  rights.clear();
  for (const word of words) rights.add(word);
}

/** True if this right is among theirs, for example `contain` or `approve`. */
export const may = (right) => rights.has(right);
