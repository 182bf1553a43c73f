// Calls of the REST API. Every failure is an ApiError with a stable code and a text for people.

const PREFIX = '/api/v1';
const PATIENCE = 15000;

export class ApiError extends Error {
  constructor(status, code, message, details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

let loggedOut = () => {};

/** Calls `listener` whenever an answer says that nobody is logged in. */
export function onLoggedOut(listener) {
  loggedOut = listener;
}

export const get = (path) => call('GET', path);
export const post = (path, body) => call('POST', path, body);
export const remove = (path) => call('DELETE', path);

async function call(method, path, body) {
  const answer = await fetchOrExplain(method, path, body);
  if (answer.status === 204) return null;
  let json = null;
  try {
    json = await answer.json();
  } catch {
    throw new ApiError(answer.status, 'answer.malformed', 'answer: got no JSON (expected: JSON)');
  }
  if (answer.ok) return json;
  const error = new ApiError(answer.status, json.code || 'unknown', json.message || answer.statusText, json);
  if (answer.status === 401 && !(method === 'POST' && path === '/login')) loggedOut(error);
  throw error;
}

async function fetchOrExplain(method, path, body) {
  try {
    return await fetch(PREFIX + path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (failure) {
    const late = failure.name === 'TimeoutError';
    throw new ApiError(
      0,
      late ? 'server.late' : 'server.unreachable',
      late ? 'server: got no answer within 15 s (expected: one at once)' : 'server: got no connection (expected: holdpoint running)',
    );
  }
}
