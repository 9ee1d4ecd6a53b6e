import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressesOf } from '#infra/operator/sign-in/stage-addresses.ts';
import { writeSession } from '#local/cli/session-file.ts';
import { listen, type RunningServer } from '#local/runtime/listen.ts';

/**
 * CloudFormation's DescribeStacks, as far as the command asks.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
let cloudFormation: RunningServer;
let stacks: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

const describeStack = (name: string): { status: number; xml: string } => {
  const outputs = stacks[name];
  if (outputs === undefined) {
    const message = `Stack with id ${name} does not exist`;
    const error = `<Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error>`;
    return { status: 400, xml: `<ErrorResponse>${error}</ErrorResponse>` };
  }
  const members = Object.entries(outputs)
    .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
    .join('');
  const stack = `<member><StackName>${name}</StackName><Outputs>${members}</Outputs></member>`;
  return {
    status: 200,
    xml: `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  };
};

beforeAll(async () => {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { status, xml } = describeStack(new URLSearchParams(body).get('StackName') ?? '');
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
    });
  });
  cloudFormation = await listen(server, 0);
});
afterAll(() => cloudFormation.stop());

beforeEach(() => {
  stacks = {};
  const variables = {
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.origin,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const noPeople = { admin: '', member: '', viewer: '' };
const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example';
const deployed = {
  'vectis-dev-api': { ApiUrl: 'https://api.example.com' },
  'vectis-dev-data': { Issuer: issuer, ClientId: 'client-1' },
};

describe('the addresses of a stage', () => {
  it('are the outputs of its stacks', async () => {
    stacks = deployed;
    expect(await addressesOf('dev', {})).toEqual({ apiUrl: 'https://api.example.com', issuer, clientId: 'client-1' });
  });

  it('are those that were given, without AWS', async () => {
    const given = { api: 'https://api.example.com/v1', issuer, 'client-id': 'client-2' };
    expect(await addressesOf('prod', given)).toEqual({
      apiUrl: 'https://api.example.com',
      issuer,
      clientId: 'client-2',
    });
  });

  it.each([
    ['only one of three', { api: 'https://api.example.com' }, '--api, --issuer and --client-id are given together'],
    [
      'plain http',
      { api: 'http://127.0.0.1:1', issuer, 'client-id': 'c' },
      'the address of the API must begin with https://',
    ],
  ])('are refused where %s was given', async (_what, given, reason) => {
    await expect(addressesOf('dev', given)).rejects.toThrow(reason);
  });

  it('are refused over http beyond this machine, in the stage local too', async () => {
    const given = { api: 'http://vectis.example', issuer: 'http://127.0.0.1:1', 'client-id': 'c' };
    await expect(addressesOf('local', given)).rejects.toThrow('must begin with https://, got http://vectis.example');
  });

  it('of the stage local are those of the stack that runs on this machine', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vectis-local-'));
    const file = join(folder, 'session.json');
    await expect(addressesOf('local', {}, file)).rejects.toThrow('run npm start in another terminal');
    writeSession(file, {
      apiUrl: 'http://127.0.0.1:8787/v1',
      issuer: 'http://127.0.0.1:4000',
      mspId: 'msp_1',
      tokens: noPeople,
      members: noPeople,
      tokenEndpoint: '',
      awsEndpoint: '',
      microsoft: {},
      pid: 1,
    });
    expect(await addressesOf('local', {}, file)).toEqual({
      apiUrl: 'http://127.0.0.1:8787',
      issuer: 'http://127.0.0.1:4000',
      clientId: 'vectis-local',
    });
    rmSync(folder, { recursive: true });
  });

  it('are missing where the stage is not deployed, or deployed before it had them', async () => {
    await expect(addressesOf('dev', {})).rejects.toThrow(
      'the stage dev is not deployed in this account and region: check AWS_PROFILE and AWS_REGION',
    );
    stacks = { ...deployed, 'vectis-dev-data': {} };
    await expect(addressesOf('dev', {})).rejects.toThrow(
      'the stack vectis-dev-data has no output Issuer: deploy it again',
    );
  });

  it.each([
    [['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'], 'there are no AWS credentials in this shell'],
    [['AWS_REGION'], 'AWS_REGION is not set'],
  ])('cannot be read without %j', async (names, reason) => {
    for (const name of names) vi.stubEnv(name, undefined);
    await expect(addressesOf('dev', {})).rejects.toThrow(reason);
    await expect(addressesOf('dev', {})).rejects.toThrow('or give --api, --issuer and --client-id');
  });
});
