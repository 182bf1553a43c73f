// JSON merge patches (RFC 7396): what a person changed, and nothing of what stays masked.

/** The patch that makes one object of another; undefined if they are the same. */
export function patchOf(was, is) {
  const patch = {};
  for (const name of Object.keys(was)) {
    if (!(name in is)) patch[name] = null;
  }
  for (const [name, value] of Object.entries(is)) {
    const before = was[name];
    if (isObject(before) && isObject(value)) {
      const inner = patchOf(before, value);
      if (inner) patch[name] = inner;
    } else if (JSON.stringify(before) !== JSON.stringify(value)) {
      patch[name] = value;
    }
  }
  return Object.keys(patch).length ? patch : undefined;
}

/** Its lines: the name of each member it touches, what it was and what it becomes. */
export function patchLines(was, patch, path = '') {
  return Object.entries(patch).flatMap(([name, value]) => {
    const before = isObject(was) ? was[name] : undefined;
    const full = path ? `${path}.${name}` : name;
    if (isObject(value) && isObject(before)) return patchLines(before, value, full);
    return [{ name: full, was: before === undefined ? '' : JSON.stringify(before), is: value === null ? '' : JSON.stringify(value) }];
  });
}

/** True for what has members. */
export function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
