// Creates the data stack of the stage dev in ministack, and signs in at its Cognito as npm run sign-in does.
// Usage: check-sign-in.mjs <address of ministack>. The credentials and the region are in the environment.
import assert from 'node:assert/strict';
import { AdminCreateUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { tokenVerifier } from '#functions/operations/authorize/token-verifier.ts';
import { signIn } from '#infra/operator/sign-in/code-flow.ts';
import { currentSession } from '#infra/operator/sign-in/current-session.ts';
import { settingsOf } from '#infra/settings.ts';
import { synthesizeInMemory } from '#infra/synthesize-in-memory.ts';
import { Secret } from '#shared/kernel/secret.ts';

const emulator = process.argv[2];
const StackName = 'vectis-dev-data';
const person = { email: 'ada@msp.example', temporary: 'Temporary-Password-1', chosen: 'Chosen-Password-12345' };
const clock = { now: () => new Date() };
const ok = (what) => process.stdout.write(`ok: ${what}\n`);

// The issuer is an address of AWS; the emulator stands in for it.
const send = globalThis.fetch;
globalThis.fetch = (url, options) =>
  send(String(url).replace(/^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com/, emulator), options);

const deploy = async () => {
  const { app } = await synthesizeInMemory(settingsOf('dev'));
  const template = { ...app.synth().getStackByName(StackName).template };
  // They ask for the version of CDK's bootstrap stack, which is not there.
  delete template.Rules;
  delete template.Parameters;
  const client = new CloudFormationClient({});
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { StackName });
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries(Stacks[0].Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
};

/** What a person fills in. Everything else on a page is sent back as it is. */
const filledIn = (name, given) => {
  if (name === 'username') return person.email;
  if (name === 'password') return person.temporary;
  return /new_password|confirm_password/.test(name) ? person.chosen : given;
};

/** Follows the pages of the sign-in to the callback, and requests it. */
const browse = async (address) => {
  let url = address;
  let body;
  for (let step = 0; step < 8; step += 1) {
    const answer = await send(url, { method: body === undefined ? 'GET' : 'POST', body, redirect: 'manual' });
    const location = answer.headers.get('location');
    if (location !== null) return send(location);
    const page = await answer.text();
    assert.equal(answer.status, 200, `${url} answered ${answer.status}: ${page.slice(0, 200)}`);
    body = new URLSearchParams();
    for (const [, attributes] of page.matchAll(/<input([^>]*)>/g)) {
      const name = /name="([^"]*)"/.exec(attributes)?.[1] ?? '';
      body.set(name, filledIn(name, (/value="([^"]*)"/.exec(attributes)?.[1] ?? '').replaceAll('&amp;', '&')));
    }
    url = new URL(/action="([^"]*)"/.exec(page)?.[1] ?? '', url).href;
  }
  throw new Error('the sign-in did not end');
};

/** Whether the issuer refuses a request for a code that was changed. */
const isRefused = async (address, changed) => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(changed)) url.searchParams.set(name, value);
  const answer = await send(url, { redirect: 'manual' });
  return answer.status >= 400 || (answer.headers.get('location') ?? '').includes('error=');
};

const outputs = await deploy();
const { Issuer: issuer, ClientId: clientId, ConsoleClientId: consoleClientId } = outputs;
ok('CloudFormation created the user pool, its clients and its sign-in page');

const cognito = new CognitoIdentityProviderClient({});
await cognito.send(
  new AdminCreateUserCommand({
    UserPoolId: issuer.split('/').at(-1),
    Username: person.email,
    TemporaryPassword: person.temporary,
    MessageAction: 'SUPPRESS',
    UserAttributes: [
      { Name: 'email', Value: person.email },
      { Name: 'email_verified', Value: 'true' },
    ],
  }),
);

let opened;
const session = await signIn({
  stage: 'local',
  addresses: { apiUrl: emulator, issuer, clientId },
  clock,
  deadlineSeconds: 20,
  onAddress: (address) => {
    opened = address;
    browse(address).catch((error) => process.stderr.write(`${error}\n`));
  },
});
assert.equal(session.email, person.email);
assert.ok(session.expiresAtSeconds * 1000 - Date.now() <= 3600_000, 'a token lasts an hour');
ok('a person signs in with a code and PKCE, and sets a password on the way');

let stored = { ...session, expiresAtSeconds: 0 };
const sessions = { read: () => stored, write: (written) => (stored = written), stages: () => ['local'] };
const refreshed = await currentSession('local', sessions, async () => clock);
assert.notEqual(refreshed.idToken, session.idToken);
ok('the session is refreshed');

const verify = tokenVerifier({ issuer, clientIds: [clientId, consoleClientId], allowHttp: true, clock });
assert.equal((await verify(new Secret(refreshed.idToken))).verifiedEmail, person.email);
ok('the authorizer takes the token');

for (const [what, changed] of [
  ['the implicit flow', { response_type: 'token' }],
  ['another address', { redirect_uri: 'http://localhost:18765/other' }],
  ['the example address of CDK', { redirect_uri: 'https://example.com' }],
  ["the console's address", { redirect_uri: 'http://localhost:5173/callback' }],
  ['a scope that changes the account', { scope: 'openid aws.cognito.signin.user.admin' }],
]) {
  assert.ok(await isRefused(opened, changed), `${what} is not refused`);
  ok(`${what} is refused`);
}
process.exit(0);
