// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// What the fixture server offers: the tools, prompts and resources that the conformance suite asks for by
// name. A tool gets its arguments and a `call`: { era, params, meta, notify, ask, closeStream, changed }.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';
const SILENCE = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';
const KEY = randomBytes(32);
const TASKS_OF_A_CLIENT = { elicitation: 'elicitation/create', sampling: 'sampling/createMessage', roots: 'roots/list' };

export const SERVER = { name: 'holdpoint-fixture', version: '1.0.0' };

/** A refusal in the protocol's own form. */
export class RpcError extends Error {
  constructor(code, message, data, status) {
    super(message);
    Object.assign(this, { code, data, status });
  }
}

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const image = { type: 'image', data: PIXEL, mimeType: 'image/png' };
const embedded = (uri, mimeType, value) => ({ type: 'resource', resource: { uri, mimeType, text: value } });
const string = { type: 'string' };
const object = (properties = {}, required = []) => ({ type: 'object', properties, required });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function form(message, properties, required = []) {
  return { mode: 'form', message, requestedSchema: object(properties, required) };
}

// ---- input_required: what is still missing is asked for, and the state is signed

function signed(state) {
  const body = Buffer.from(JSON.stringify(state)).toString('base64url');
  return `${body}.${createHmac('sha256', KEY).update(body).digest('base64url')}`;
}

function verified(token) {
  const [body, mac] = String(token).split('.');
  const right = createHmac('sha256', KEY).update(body).digest();
  const got = Buffer.from(mac ?? '', 'base64url');
  if (String(token).split('.').length !== 2 || got.length !== right.length || !timingSafeEqual(got, right)) {
    throw new RpcError(-32602, 'requestState: not one of this server');
  }
  return JSON.parse(Buffer.from(body, 'base64url').toString());
}

const isAnswer = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** The result once every wanted answer is there, else the request for them. */
function withInputs(call, wanted, done, state) {
  const given = isAnswer(call.params.inputResponses) ? call.params.inputResponses : {};
  if (call.params.requestState !== undefined) verified(call.params.requestState);
  if (Object.keys(wanted).every((key) => isAnswer(given[key]))) return done(given);
  return {
    resultType: 'input_required',
    inputRequests: wanted,
    ...(state === undefined ? {} : { requestState: signed(state) }),
  };
}

const elicit = (message, properties) => ({
  method: 'elicitation/create',
  params: { message, requestedSchema: object(properties, Object.keys(properties)) },
});
const sample = (question, maxTokens) => ({
  method: 'sampling/createMessage',
  params: { messages: [{ role: 'user', content: { type: 'text', text: question } }], maxTokens },
});
const roots = { method: 'roots/list', params: {} };

function rounds(call) {
  const state = call.params.requestState === undefined ? { round: 0 } : verified(call.params.requestState);
  const given = call.params.inputResponses ?? {};
  if (state.round === 2 && isAnswer(given.step2)) return text('done after two steps');
  const second = state.round === 1 && isAnswer(given.step1);
  return {
    resultType: 'input_required',
    inputRequests: second
      ? { step2: elicit('Step 2: which colour?', { color: string }) }
      : { step1: elicit('Step 1: which name?', { name: string }) },
    requestState: signed({ round: second ? 2 : 1 }),
  };
}

function onlyDeclared(call) {
  const declared = call.meta['io.modelcontextprotocol/clientCapabilities'] ?? {};
  const all = { answer: sample('Say something', 20), name: elicit('Your name?', { name: string }), where: roots };
  const may = Object.entries(all).filter(([, ask]) =>
    Object.entries(TASKS_OF_A_CLIENT).some(([capability, method]) => method === ask.method && declared[capability]),
  );
  return withInputs(call, Object.fromEntries(may), () => text('only what was declared'));
}

// ---- tools

const SCHEMA_2020_12 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: { address: { $anchor: 'addressDef', type: 'object', properties: { street: string, city: string } } },
  properties: {
    name: string,
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: string,
    email: string,
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

async function logged(call) {
  for (const data of ['begun', 'half way', 'ended']) {
    await call.notify('notifications/message', { level: 'info', logger: 'fixture', data });
    await pause(20);
  }
  return text('logged three lines');
}

async function progressing(call) {
  const progressToken = call.meta.progressToken ?? 0;
  for (const progress of [0, 50, 100]) {
    await call.notify('notifications/progress', { progressToken, progress, total: 100, message: `${progress} %` });
    await pause(20);
  }
  return text(String(progressToken));
}

async function asked(call, params) {
  const answer = await call.ask('elicitation/create', params);
  return text(`answer: ${JSON.stringify(answer)}`);
}

const DEFAULTS = {
  name: { type: 'string', description: 'Name', default: 'John Doe' },
  age: { type: 'integer', description: 'Age', default: 30 },
  score: { type: 'number', description: 'Score', default: 95.5 },
  status: { type: 'string', description: 'Status', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', description: 'Verified', default: true },
};
const titled = (noun) => [1, 2, 3].map((n) => ({ const: `value${n}`, title: `${noun} ${n}` }));
const OPTIONS = ['option1', 'option2', 'option3'];
const ENUMS = {
  untitledSingle: { type: 'string', description: 'One', enum: OPTIONS },
  titledSingle: { type: 'string', description: 'One, with titles', oneOf: titled('Option') },
  legacyEnum: {
    type: 'string',
    description: 'One, the old way',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', description: 'Some', minItems: 1, maxItems: 3, items: { type: 'string', enum: OPTIONS } },
  titledMulti: { type: 'array', description: 'Some, with titles', minItems: 1, maxItems: 3, items: { anyOf: titled('Choice') } },
};

const LEGACY = ['legacy'];
const MODERN = ['modern'];

/** name -> { description, schema, eras, run } */
export const TOOLS = {
  test_simple_text: { run: () => text('A plain text.') },
  test_image_content: { run: () => ({ content: [image] }) },
  test_audio_content: { run: () => ({ content: [{ type: 'audio', data: SILENCE, mimeType: 'audio/wav' }] }) },
  test_embedded_resource: { run: () => ({ content: [embedded('test://embedded', 'text/plain', 'An embedded text.')] }) },
  test_multiple_content_types: {
    run: () => ({ content: [{ type: 'text', text: 'Several.' }, image, embedded('test://mixed', 'application/json', '{"a":1}')] }),
  },
  test_error_handling: {
    run: () => {
      throw new Error('This tool fails on purpose.');
    },
  },
  test_tool_with_progress: { run: (_, call) => progressing(call) },
  json_schema_2020_12_tool: { schema: SCHEMA_2020_12, run: (args) => text(JSON.stringify(args)) },

  test_tool_with_logging: { eras: LEGACY, run: (_, call) => logged(call) },
  test_reconnection: {
    eras: LEGACY,
    run: async (_, call) => {
      call.closeStream();
      await pause(100);
      return text('The answer that came after the stream was cut.');
    },
  },
  test_sampling: {
    eras: LEGACY,
    schema: object({ prompt: string }, ['prompt']),
    run: async (args, call) => {
      const { messages, maxTokens } = sample(args.prompt, 100).params;
      const answer = await call.ask('sampling/createMessage', { messages, maxTokens });
      return text(`model said: ${answer.content?.text ?? 'nothing'}`);
    },
  },
  test_elicitation: {
    eras: LEGACY,
    schema: object({ message: string }, ['message']),
    run: (args, call) => asked(call, form(args.message, { username: string, email: string }, ['username'])),
  },
  test_elicitation_sep1034_defaults: { eras: LEGACY, run: (_, call) => asked(call, form('Check these', DEFAULTS)) },
  test_elicitation_sep1330_enums: { eras: LEGACY, run: (_, call) => asked(call, form('Choose', ENUMS)) },

  test_logging_tool: {
    eras: MODERN,
    run: async (_, call) => {
      if (call.meta['io.modelcontextprotocol/logLevel']) return logged(call);
      return text('nothing logged');
    },
  },
  test_missing_capability: {
    eras: MODERN,
    run: (_, call) => {
      if (!call.meta['io.modelcontextprotocol/clientCapabilities']?.sampling) {
        throw new RpcError(-32021, 'needs sampling', { requiredCapabilities: { sampling: {} } }, 400);
      }
      return text('sampling was declared');
    },
  },
  test_streaming_elicitation: {
    eras: MODERN,
    run: async (_, call) => {
      await call.notify('notifications/progress', { progressToken: call.meta.progressToken ?? 'none', progress: 1 });
      return withInputs(call, { go: elicit('Go on?', { ok: { type: 'boolean' } }) }, () => text('went on'));
    },
  },
  test_trigger_tool_change: { eras: MODERN, run: (_, call) => (call.changed('toolsListChanged'), text('tools changed')) },
  test_trigger_prompt_change: { eras: MODERN, run: (_, call) => (call.changed('promptsListChanged'), text('prompts changed')) },
  test_x_mcp_header: {
    eras: MODERN,
    schema: object({ region: { type: 'string', 'x-mcp-header': 'Region' } }, ['region']),
    run: (args) => text(`region ${args.region}`),
  },
  test_input_required_result_elicitation: {
    eras: MODERN,
    run: (_, call) =>
      withInputs(call, { user_name: elicit('What is your name?', { name: string }) }, (given) =>
        text(`Hello, ${given.user_name.content?.name}!`),
      ),
  },
  test_input_required_result_sampling: {
    eras: MODERN,
    run: (_, call) =>
      withInputs(call, { capital_question: sample('What is the capital of France?', 100) }, (given) =>
        text(given.capital_question.content?.text ?? ''),
      ),
  },
  test_input_required_result_list_roots: {
    eras: MODERN,
    run: (_, call) => withInputs(call, { client_roots: roots }, (given) => text(JSON.stringify(given.client_roots.roots))),
  },
  test_input_required_result_request_state: {
    eras: MODERN,
    run: (_, call) =>
      withInputs(call, { confirm: elicit('Please confirm', { ok: { type: 'boolean' } }) }, () => text('state-ok'), { asked: 1 }),
  },
  test_input_required_result_multiple_inputs: {
    eras: MODERN,
    run: (_, call) =>
      withInputs(
        call,
        { user_name: elicit('What is your name?', { name: string }), greeting: sample('Greet', 50), client_roots: roots },
        () => text('all answered'),
        { asked: 3 },
      ),
  },
  test_input_required_result_multi_round: { eras: MODERN, run: (_, call) => rounds(call) },
  test_input_required_result_tampered_state: {
    eras: MODERN,
    run: (_, call) =>
      withInputs(call, { confirm: elicit('Please confirm', { ok: { type: 'boolean' } }) }, () => text('untouched'), { asked: 1 }),
  },
  test_input_required_result_capabilities: { eras: MODERN, run: (_, call) => onlyDeclared(call) },
};

// ---- prompts and resources

const user = (content) => ({ role: 'user', content });
const argument = (name) => ({ name, description: `Argument ${name}`, required: true });

const PROMPTS = {
  test_simple_prompt: { run: () => [user({ type: 'text', text: 'A simple prompt.' })] },
  test_prompt_with_arguments: {
    arguments: [argument('arg1'), argument('arg2')],
    run: (args) => [user({ type: 'text', text: `arg1='${args.arg1}', arg2='${args.arg2}'` })],
  },
  test_prompt_with_embedded_resource: {
    arguments: [argument('resourceUri')],
    run: (args) => [
      user(embedded(args.resourceUri, 'text/plain', 'An embedded text.')),
      user({ type: 'text', text: 'Work with it.' }),
    ],
  },
  test_prompt_with_image: { run: () => [user(image), user({ type: 'text', text: 'Look at it.' })] },
};

const RESOURCES = {
  'test://static-text': { mimeType: 'text/plain', text: 'A static text.' },
  'test://static-binary': { mimeType: 'image/png', blob: PIXEL },
  'test://watched-resource': { mimeType: 'text/plain', text: 'A watched text.' },
};

function read(uri) {
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  const found = id
    ? { mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }
    : RESOURCES[uri];
  if (!found) throw new RpcError(-32602, 'resource not found', { uri });
  return { contents: [{ uri, ...found }] };
}

function prompt(call) {
  if (call.era === 'modern' && call.params.name === 'test_input_required_result_prompt') {
    return withInputs(call, { user_context: elicit('Which context?', { context: string }) }, (given) => ({
      messages: [user({ type: 'text', text: `context: ${given.user_context.content?.context}` })],
    }));
  }
  const found = PROMPTS[call.params.name];
  if (!found) throw new RpcError(-32602, `prompt not found: ${call.params.name}`);
  return { messages: found.run(call.params.arguments ?? {}) };
}

async function callTool(call) {
  const tool = TOOLS[call.params.name];
  if (!tool || !(tool.eras ?? [call.era]).includes(call.era)) {
    throw new RpcError(-32602, `tool not found: ${call.params.name}`);
  }
  try {
    return await tool.run(call.params.arguments ?? {}, call);
  } catch (error) {
    if (error instanceof RpcError) throw error;
    return { ...text(error.message), isError: true };
  }
}

function listed(era) {
  return Object.entries(TOOLS)
    .filter(([, tool]) => (tool.eras ?? [era]).includes(era))
    .map(([name, tool]) => ({ name, description: `Fixture tool ${name}`, inputSchema: tool.schema ?? object() }));
}

/** What both eras answer alike, or undefined if there is no such method. */
export function answer(call) {
  switch (call.method) {
    case 'tools/list':
      return { tools: listed(call.era) };
    case 'tools/call':
      return callTool(call);
    case 'resources/list':
      return { resources: Object.entries(RESOURCES).map(([uri, { mimeType }]) => ({ uri, name: uri.slice(7), mimeType })) };
    case 'resources/templates/list':
      return {
        resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template', mimeType: 'application/json' }],
      };
    case 'resources/read':
      return read(call.params.uri);
    case 'prompts/list':
      return {
        prompts: Object.entries(PROMPTS).map(([name, p]) => ({ name, description: `Fixture prompt ${name}`, arguments: p.arguments ?? [] })),
      };
    case 'prompts/get':
      return prompt(call);
    case 'completion/complete':
      return { completion: { values: ['first', 'second'], total: 2, hasMore: false } };
    default:
      return undefined;
  }
}
