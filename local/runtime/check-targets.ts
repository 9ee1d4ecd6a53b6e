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

/**
 * Refuses a route, authorizer or schedule whose target is not in the templates, so that it fails at the start and not
 * at the first request.
 */
export const checkTargets = ({ apis, schedules, machines, pool }: Parts): void => {
  const functions = apis.flatMap(({ logicalId, routes }) =>
    routes.flatMap(({ routeKey, functionArn, authorizer }) =>
      [functionArn, authorizer?.functionArn].map((arn) => ({ owner: `${logicalId}, route ${routeKey}`, arn })),
    ),
  );
  const targets = schedules.flatMap(({ name, targets: all }) =>
    all.map(({ arn }) => ({ owner: `schedule ${name}`, arn })),
  );
  const isKnown = (arn: string): boolean =>
    pool.find(arn) !== undefined || machines.some((machine) => machine.arn === arn);
  const dangling = [...functions, ...targets].filter(({ arn }) => arn !== undefined && !isKnown(arn));
  if (dangling.length === 0) return;
  const descriptions = dangling.map(({ owner, arn }) => `${owner} points to ${arn}`).join('; ');
  throw new Error(`neither a function nor a machine of the templates: ${descriptions}`);
};
