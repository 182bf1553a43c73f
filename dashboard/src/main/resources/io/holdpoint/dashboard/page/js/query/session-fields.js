// What sessions can be asked for in a filter.

import { state } from '../state.js';
import { plain } from '../text.js';

export const SESSION_FIELDS = {
  agent: { type: 'text', hint: 'by its own word', of: (one) => one.agentName },
  version: { type: 'text', hint: 'of the agent', of: (one) => one.agentVersion },
  principal: { type: 'text', hint: 'authenticated', of: (one) => one.principal },
  env: { type: 'text', hint: 'environment', of: (one) => one.environment },
  state: { type: 'text', hint: 'now', of: (one) => one.state },
  held: { type: 'text', hint: 'yes, if a call of it waits', of: (one) => (state.holds(one.id) ? 'yes' : 'no') },
  risk: { type: 'number', hint: '0 to 100', of: (one) => one.risk },
  peak: { type: 'number', hint: 'highest risk', of: (one) => one.maxRisk },
  drift: { type: 'number', hint: 'nats, 0 if unknown', of: (one) => one.drift?.score || 0 },
  cost: { type: 'number', hint: 'dollars told', of: (one) => (one.usage?.costMicros || 0) / 1e6 },
  tokens: { type: 'number', hint: 'in and out', of: (one) => (one.usage ? one.usage.inputTokens + one.usage.outputTokens : 0) },
  effect: { type: 'list', hint: 'seen', of: (one) => one.effects },
  label: { type: 'list', hint: 'data seen', of: (one) => one.labels },
  steps: { type: 'number', hint: 'how many', of: (one) => one.steps },
  denied: { type: 'number', hint: 'how many', of: (one) => one.denied },
  detections: { type: 'number', hint: 'how many', of: (one) => one.detections },
  task: { type: 'text', hint: 'declared', of: (one) => one.task },
  last: { type: 'text', hint: 'last step', of: (one) => one.lastStep },
  key: { type: 'text', hint: 'of the session', of: (one) => one.keySource },
  id: { type: 'text', hint: 's-…', of: (one) => one.id },
};

/** Where bare words are looked for. */
export function sessionText(one) {
  return plain([one.task, one.id, one.agentName, one.agentVersion, one.principal, one.environment, one.lastStep].join(' ')).toLowerCase();
}
