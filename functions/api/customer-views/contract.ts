import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { apiContract, type Operation } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { ConnectionId, CustomerId } from '#shared/kernel/ids.ts';
import type { View } from '#shared/views/define-view.ts';
import { hub } from '#shared/views/hub/view.ts';
import { views } from '#shared/views/index.ts';
import { verdicts } from '#shared/views/verdicts/view.ts';

/** Every page of a customer: the customer page, and the views of the registry. */
export const pages: readonly View[] = [hub, ...views];

const tagOf = ({ id, description }: View): NonNullable<Operation['tag']> => ({ name: id, description });

const pascalCase = (id: string): string =>
  id.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** The page with the states of its surfaces, by its own name in the document. */
const pageShape = ({ id, shape, description }: View) =>
  shape.extend(synced).meta({ id: `${pascalCase(id)}Page`, description });

const operationOf = (view: View) =>
  ({
    route: view.route,
    summary: view.summary,
    tag: tagOf(view),
    ability: 'posture.read',
    params: z.strictObject({ customerId: CustomerId }),
    ...(view.query === undefined ? {} : { query: view.query }),
    response: { status: 200, body: pageShape(view) },
    errors: ['NotFound', ...(view.errors ?? [])],
  }) as const satisfies Operation;

export type PageOperation = ReturnType<typeof operationOf>;

const connectionVerdicts = {
  route: 'GET /v1/connections/{connectionId}/verdicts',
  summary: 'Every verdict of one tenant, with or without a customer.',
  tag: tagOf(verdicts),
  ability: 'posture.read',
  params: z.strictObject({ connectionId: ConnectionId }),
  response: { status: 200, body: pageShape(verdicts) },
  errors: ['NotFound'],
} as const satisfies Operation;

export type ConnectionVerdictsOperation = typeof connectionVerdicts;

export const contract = apiContract({
  description: 'The read-only pages of a customer.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true, LICENSE_INACTIVE_DAYS: true }),
  access: { table: 'read', keys: ['cursor'] },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    ...Object.fromEntries(pages.map((view) => [view.operationId, operationOf(view)])),
    listConnectionVerdicts: connectionVerdicts,
  },
});
