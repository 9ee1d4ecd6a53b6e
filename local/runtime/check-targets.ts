import type { FunctionPool } from './functions/function-pool.ts';
import type { Api } from './http/apis.ts';
import type { Schedule } from './schedules/schedule-definitions.ts';
import type { Machine } from './states/machines.ts';

interface Parts {
  readonly apis: readonly Api[];
  readonly schedules: readonly Schedule[];
  readonly machines: readonly Machine[];
  readonly pool: FunctionPool;
}

/** Whatever points at a function or a machine must point at one of the templates: found out at the start, not when the first request comes. */
export const checkTargets = ({ apis, schedules, machines, pool }: Parts): void => {
  const functions = apis.flatMap(({ logicalId, routes }) =>
    routes.flatMap(({ routeKey, functionArn, authorizer }) =>
      [functionArn, authorizer?.functionArn].map((arn) => ({ owner: `${logicalId}, route ${routeKey}`, arn })),
    ),
  );
  const targets = schedules.flatMap(({ name, targets: all }) =>
    all.map(({ arn }) => ({ owner: `schedule ${name}`, arn })),
  );
  const isThere = (arn: string): boolean =>
    pool.find(arn) !== undefined || machines.some((machine) => machine.arn === arn);
  const dangling = [...functions, ...targets].filter(({ arn }) => arn !== undefined && !isThere(arn));
  if (dangling.length === 0) return;
  const named = dangling.map(({ owner, arn }) => `${owner} points to ${arn}`).join('; ');
  throw new Error(`neither a function nor a machine of the templates: ${named}`);
};
