import { describe, expect, it } from 'vitest';
import { surfaceContract } from '#shared/collecting/surface-contract.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { synthesize } from './synthesized.ts';

const local = await synthesize('local');
const prod = await synthesize('prod');
const lambdas = prod.ofType('AWS::Lambda::Function');
const nameOf = (properties: { FunctionName: string }) => properties.FunctionName;

describe('every Lambda', () => {
  it.each(lambdas)(
    '%s runs on Node 24, arm64, with a time-out, traces and a log group of its own',
    (_id, { Properties }) => {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
      });
      expect(Properties.Timeout).toBeGreaterThan(0);
      expect(Properties.Timeout).toBeLessThanOrEqual(300);
      const group = prod
        .ofType('AWS::Logs::LogGroup')
        .find(([, log]) => log.Properties.LogGroupName === `/aws/lambda/${nameOf(Properties)}`);
      expect(group?.[1].Properties.RetentionInDays).toBe(90);
    },
  );

  it.each(lambdas)('%s has a role that no other has', (_id, { Properties }) => {
    const sharing = lambdas.filter(
      ([, other]) => JSON.stringify(other.Properties.Role) === JSON.stringify(Properties.Role),
    );
    expect(sharing).toHaveLength(1);
  });

  it('takes no Microsoft but the real one: MICROSOFT_ORIGINS is set nowhere', () => {
    for (const stage of [local, prod]) expect(JSON.stringify([...stage.resources])).not.toContain('MICROSOFT_ORIGINS');
  });

  it('gets the variables that its contract picks, and the stage', () => {
    const found = prod.parts.sync[0];
    const made = lambdas.find(([, { Properties }]) => nameOf(Properties) === `vectis-prod-${found?.name}`);
    const wanted = ['STAGE', 'NODE_OPTIONS', ...Object.keys(found?.contract.environment.shape ?? {})];
    expect(Object.keys(made?.[1].Properties.Environment.Variables).toSorted()).toEqual([...new Set(wanted)].toSorted());
  });
});

describe('the registry', () => {
  it('becomes one Lambda a surface, named as the state machines call it', () => {
    const names = lambdas
      .map(([, { Properties }]) => nameOf(Properties))
      .filter((name) => name.startsWith('vectis-prod-surface-'));
    expect(names.toSorted()).toEqual(surfaces.map(({ id }) => `vectis-prod-surface-${id}`).toSorted());
  });

  it('sets memory and time-out of each: its own, or what all surfaces have', () => {
    const sizes = surfaces.map(({ id, timeoutSeconds, memoryMegabytes }) => {
      const made = lambdas.find(([, { Properties }]) => nameOf(Properties) === `vectis-prod-surface-${id}`);
      const { Timeout, MemorySize } = made?.[1].Properties ?? {};
      return {
        made: { Timeout, MemorySize },
        wanted: {
          Timeout: timeoutSeconds ?? surfaceContract.timeoutSeconds,
          MemorySize: memoryMegabytes ?? surfaceContract.memoryMegabytes,
        },
      };
    });
    expect(sizes.map(({ made }) => made)).toEqual(sizes.map(({ wanted }) => wanted));
  });
});
