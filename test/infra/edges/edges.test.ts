import { globSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { namesOf } from '#infra/names.ts';
import type { Access } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { readProjectFile } from '#test/support/project-files.ts';
import { synthesize } from '../synthesized.ts';
import { callsByType, silentTypes } from './calls.ts';
import { actionOfCommand, reachedBy, tableCommands } from './function-calls.ts';
import { callingPlaces, isCall, referencesIn, silentPlaces } from './references.ts';
import { stageResources } from './stage-resources.ts';
import { edgesOf, missingPermissions } from './walk.ts';

const stages = await Promise.all(
  ['dev', 'prod'].map(async (stage) => {
    const { parts, templates } = await synthesize(stage, { alarmMail: 'alarms@example.com' });
    const resources = stageResources(stage, parts, templates);
    return { stage, resources, edges: edgesOf(resources), references: referencesIn(resources.resources) };
  }),
);

describe.each(stages)('the stage $stage', ({ resources, edges, references }) => {
  it('allows every call that its templates imply', () => {
    expect(missingPermissions(resources)).toEqual([]);
    expect(edges.length).toBeGreaterThan(1_000);
  });

  it('has no type that is neither known to call others nor known to call nobody: add it to calls.ts', () => {
    const types = new Set(resources.resources.all.map(({ type }) => type));
    expect([...types].filter((type) => !(type in callsByType) && !silentTypes.has(type))).toEqual([]);
  });

  it('has no reference that is neither a call nor known to be none: add its place to references.ts', () => {
    const places = new Set(references.map(({ place }) => place));
    const unknown = [...places].filter(
      (place) => !isCall(place) && !silentPlaces.some(([silent]) => silent.test(place)),
    );
    expect(unknown).toEqual([]);
    expect(references.length).toBeGreaterThan(400);
  });

  it('has an edge for every reference along which something is called', () => {
    const without = references
      .filter(({ place }) => isCall(place))
      .filter(({ from, to }) => {
        const arn = to.arn.replace(/\*$/, '');
        return !edges.some((edge) => edge.from === from && edge.call.resource.startsWith(arn));
      });
    expect(without.map(({ place, from, to }) => `${place}: ${from.name} → ${to.name}`)).toEqual([]);
  });
});

it('every place of a call is found in a stage: remove the ones that are gone', () => {
  const found = new Set(stages.flatMap(({ references }) => references.map(({ place }) => place)));
  expect([...callingPlaces].filter((place) => !found.has(place))).toEqual([]);
});

describe('the list of commands', () => {
  const sources = globSync('{shared,functions}/**/*.ts');
  const sent = new Set(
    sources.flatMap((file) =>
      Array.from(readProjectFile(file).matchAll(/new (\w+Command)\(/g), (match) => match[1] ?? ''),
    ),
  );

  it('has each one that the source sends, and no other', () => {
    expect([...sent].toSorted()).toEqual([...Object.keys(actionOfCommand), ...tableCommands].toSorted());
  });

  it('is all that the source sends: no command is imported under another name', () => {
    for (const file of sources) expect(readProjectFile(file), file).not.toMatch(/Command as \w/);
  });
});

describe('the code of a function', async () => {
  const { outputFiles } = await build({
    entryPoints: globSync('functions/*/*/handler.ts'),
    bundle: true,
    write: false,
    outdir: 'bundles',
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const names = namesOf('prod');
  const serviceOf = (action: string): string => action.split(':')[0] ?? '';
  const functions = outputFiles.map(({ path, text }) => {
    const [group = '', name = ''] = path.split(/[/\\]/).slice(-3);
    const commands = Array.from(text.matchAll(/new (\w+Command)\(/g), (match) => match[1] ?? '');
    return {
      name: group === 'surfaces' ? names.surfaceFunction(name) : names.function(group, name),
      actions: new Set(commands.flatMap((command) => actionOfCommand[command] ?? [])),
    };
  });
  const prod = stages.find(({ stage }) => stage === 'prod');
  const calledBy = (name: string): string[] =>
    (prod?.edges ?? [])
      .filter(
        ({ from, call }) => from.type === 'AWS::Lambda::Function' && from.name === name && call.caller.is === 'role',
      )
      .filter(
        ({ call }) =>
          call.resource !== `arn:aws:logs:eu-west-1:111122223333:log-group:${names.functionLog(name)}:log-stream:msp_1`,
      )
      .map(({ call }) => call.action)
      .filter((action) => !/^(dynamodb|xray|sqs|kms):/.test(action));

  it.each(functions)('of $name sends the commands that its edges stand for', ({ name, actions }) => {
    expect(calledBy(name).filter((action) => !actions.has(action))).toEqual([]);
  });

  it.each(functions)('of $name sends commands to no service without an edge to it', ({ name, actions }) => {
    const services = new Set(calledBy(name).map(serviceOf));
    expect([...actions].map(serviceOf).filter((service) => !services.has(service))).toEqual([]);
  });

  it('has for every variable an access of its contract that uses it', () => {
    const forgotten = (prod?.resources.resources.ofType('AWS::Lambda::Function') ?? []).flatMap(
      ({ name, properties }) => {
        const access: Access = prod?.resources.accessOf.get(name) ?? {};
        const variables = Object.keys(Object(Object(properties['Environment'])['Variables']));
        return Object.keys(Environment.shape)
          .filter((variable) => variables.includes(variable))
          .filter((variable) => {
            const reached = reachedBy[variable as keyof typeof reachedBy]; // a key of the same shape
            if (reached === 'table')
              return !['table', 'directories', 'readsDirectories', 'audit'].some((one) => one in access);
            return reached !== 'nothing' && !(reached in access);
          })
          .map((variable) => `${name} has ${variable}`);
      },
    );
    expect(forgotten).toEqual([]);
  });
});
