// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
//
// An MCP client for the public conformance suite, on the TypeScript SDK: `client.mjs URL`, the scenario in the
// environment. It does what any agent host does: connect, authorize when asked to, list, call what is listed.
import {
  Client,
  ClientCredentialsProvider,
  CrossAppAccessProvider,
  DpopSession,
  PrivateKeyJwtProvider,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  generateDpopKeyPair,
  requestJwtAuthorizationGrant,
} from '@modelcontextprotocol/client';

const SCENARIO = process.env.MCP_CONFORMANCE_SCENARIO ?? '';
const REVISION = process.env.MCP_CONFORMANCE_PROTOCOL_VERSION ?? '2025-11-25';
const CONTEXT = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}');
const MOST_ATTEMPTS = 3;
const REDIRECT = 'http://localhost:3999/callback';
const isModern = REVISION >= '2026-07-28';

/** Credentials in memory, by issuer; its "browser" follows the redirect at once and keeps the answer. */
class Person {
  constructor(clientInformation) {
    this.clients = new Map();
    this.given = clientInformation;
    this.clientMetadataUrl = 'https://conformance-test.local/client-metadata.json';
  }

  get redirectUrl() {
    return REDIRECT;
  }

  get clientMetadata() {
    return {
      client_name: 'holdpoint-conformance',
      redirect_uris: [REDIRECT],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      application_type: 'native',
    };
  }

  clientInformation(context) {
    return this.clients.get(context?.issuer ?? '') ?? this.given;
  }

  saveClientInformation(information, context) {
    this.clients.set(context?.issuer ?? '', information);
  }

  tokens() {
    return this.saved;
  }

  saveTokens(tokens) {
    this.saved = tokens;
  }

  saveCodeVerifier(verifier) {
    this.verifier = verifier;
  }

  codeVerifier() {
    return this.verifier;
  }

  invalidateCredentials(what) {
    if (what !== 'verifier') this.saved = undefined;
    if (what === 'all' || what === 'client') this.clients.clear();
  }

  async redirectToAuthorization(url) {
    const answer = await fetch(url, { redirect: 'manual' });
    this.callback = new URL(answer.headers.get('location')).searchParams;
  }
}

class Workload extends ClientCredentialsProvider {
  constructor() {
    super({ clientId: CONTEXT.client_id, clientSecret: '' });
  }

  clientInformation() {
    return { client_id: CONTEXT.client_id };
  }

  prepareTokenRequest() {
    return new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: CONTEXT.valid_jwt,
      client_id: CONTEXT.client_id,
    });
  }
}

async function provider() {
  switch (SCENARIO) {
    case 'auth/client-credentials-jwt':
      return new PrivateKeyJwtProvider({
        clientId: CONTEXT.client_id,
        privateKey: CONTEXT.private_key_pem,
        algorithm: CONTEXT.signing_algorithm,
      });
    case 'auth/client-credentials-basic':
      return new ClientCredentialsProvider({ clientId: CONTEXT.client_id, clientSecret: CONTEXT.client_secret });
    case 'auth/enterprise-managed-authorization':
      return new CrossAppAccessProvider({
        clientId: CONTEXT.client_id,
        clientSecret: CONTEXT.client_secret,
        assertion: async (asked) =>
          (
            await requestJwtAuthorizationGrant({
              tokenEndpoint: CONTEXT.idp_token_endpoint,
              audience: asked.authorizationServerUrl,
              resource: asked.resourceUrl,
              idToken: CONTEXT.idp_id_token,
              clientId: CONTEXT.idp_client_id,
              scope: asked.scope,
            })
          ).jwtAuthGrant,
      });
    case 'auth/wif-jwt-bearer':
      return new Workload();
    case 'auth/pre-registration':
      return new Person({ client_id: CONTEXT.client_id, client_secret: CONTEXT.client_secret, issuer: CONTEXT.issuer });
    case 'auth/dpop':
    case 'auth/dpop-nonce': {
      const person = new Person();
      const session = new DpopSession(await generateDpopKeyPair('ES256'));
      person.dpop = () => session;
      return person;
    }
    default:
      return SCENARIO.startsWith('auth/') ? new Person() : undefined;
  }
}

const elicitation = SCENARIO.includes('elicitation') || SCENARIO.includes('request-state');
const authProvider = await provider();
let transport;

function client() {
  const made = new Client(
    { name: 'holdpoint-conformance', version: '1.0.0' },
    {
      capabilities: elicitation ? { elicitation: { form: { applyDefaults: true } } } : {},
      versionNegotiation: { mode: isModern ? { pin: REVISION } : 'legacy' },
    },
  );
  if (elicitation) {
    made.setRequestHandler('elicitation/create', () => ({
      action: 'accept',
      content: SCENARIO.includes('request-state') ? { confirmed: true } : {},
    }));
  }
  return made;
}

/** Does something; whenever it ends because a person must authorize, has that finished and does it again. */
async function authorized(what) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await what();
    } catch (error) {
      if (!(error instanceof UnauthorizedError) || !authProvider?.callback || attempt >= MOST_ATTEMPTS) throw error;
      const { callback } = authProvider;
      authProvider.callback = undefined;
      await transport.finishAuth(callback);
    }
  }
}

function connect(url) {
  return authorized(async () => {
    transport = new StreamableHTTPClientTransport(new URL(url), { authProvider });
    const made = client();
    await made.connect(transport);
    return made;
  });
}

function value(schema) {
  switch (schema?.type) {
    case 'number':
    case 'integer':
      return 7;
    case 'boolean':
      return true;
    case 'object':
      return {};
    default:
      return 'text';
  }
}

function argumentsFor(tool) {
  const { properties = {}, required = [] } = tool.inputSchema;
  return Object.fromEntries(required.map((name) => [name, value(properties[name])]));
}

async function callListed(made, tools) {
  if (SCENARIO === 'json-schema-2020-12-preservation') {
    const focal = tools.find((tool) => tool.name === 'json_schema_2020_12_tool');
    const echo = tools.find((tool) => tool !== focal);
    return made.callTool({ name: echo.name, arguments: { schema: focal.inputSchema } });
  }
  const calls = CONTEXT.toolCalls ?? tools.map((tool) => ({ name: tool.name, arguments: argumentsFor(tool) }));
  for (const call of calls) await authorized(() => made.callTool(call));
  // A second look, as hosts take: whoever moved to another authorization server asks anew here.
  if (SCENARIO === 'auth/authorization-server-migration') await authorized(() => made.callTool(calls[0]));
}

async function readListed(made) {
  const { resources } = await made.listResources();
  for (const resource of resources) await made.readResource({ uri: resource.uri });
  const { prompts } = await made.listPrompts();
  for (const prompt of prompts) await made.getPrompt({ name: prompt.name });
}

const made = await connect(process.argv.at(-1));
const { tools } = await authorized(() => made.listTools());
await callListed(made, tools);
if (SCENARIO === 'http-standard-headers') await readListed(made);
await made.close();
