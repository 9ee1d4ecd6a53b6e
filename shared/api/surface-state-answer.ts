import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { type ErrorCode, errorDefinition, isErrorCode, publicCode } from '#shared/kernel/errors.ts';
import { pluralize } from '#shared/kernel/pluralize.ts';
import { missingParts, type SurfacePart, SurfaceState, SurfaceStateKind } from '#shared/kernel/surface-state.ts';

const SurfaceStateAnswer = z
  .object({
    state: SurfaceStateKind,
    needs: z.array(z.string()).optional().meta({ description: 'The scopes or plans that are missing.' }),
    optional: z.boolean().optional().meta({ description: 'The missing scope is optional: do not ask for it.' }),
    code: z.string().optional().meta({ description: 'Why the state is not `ok`.' }),
    message: z.string().optional().meta({ description: 'The code as a sentence for a person.' }),
    unread: z.int().positive().optional().meta({ description: 'How many parts could not be read.' }),
    since: Instant.optional().meta({ description: 'When the surface became stale or failed.' }),
    dataAsOf: Instant.nullable().meta({ description: 'When the data was last read to the end; null until then.' }),
  })
  .meta({
    id: 'SurfaceState',
    description: 'The state of reading one surface. Each state but `ok` has a code and a message.',
    example: {
      state: 'partial',
      code: 'partly-read',
      message: '2 mailboxes could not be read.',
      unread: 2,
      dataAsOf: '2026-11-22T11:50:00.000Z',
    },
  });
type SurfaceStateAnswer = z.output<typeof SurfaceStateAnswer>;

interface Reason {
  readonly code: string;
  readonly message: string;
}

const nouns: Readonly<Record<SurfacePart, readonly [one: string, many: string]>> = {
  mailbox: ['mailbox', 'mailboxes'],
  policy: ['policy', 'policies'],
  record: ['record', 'records'],
  user: ['user', 'users'],
};

/** The error code of a failure. A state machine may also report an error name of AWS. */
const failureOf = (code: string | undefined): ErrorCode => {
  if (code === 'States.Timeout' || code === 'Sandbox.Timedout') return 'OutOfTime';
  return code !== undefined && isErrorCode(code) ? code : 'Internal';
};

const partlyRead = ({ unread, needs = [] }: SurfaceState): string => {
  const missing = unread === undefined ? 'Some of it' : pluralize(unread.count, ...nouns[unread.part]);
  const grant = needs.length === 0 ? '' : ` Grant ${needs.join(' and ')} to read the rest.`;
  return `${missing} could not be read.${grant}`;
};

const shown = ({ dataAsOf }: SurfaceState): string =>
  dataAsOf === null ? 'Nothing was read yet.' : 'The data is from an earlier read.';

const reasonOf = (state: SurfaceState): Reason | undefined => {
  const { needs = [] } = state;
  const failure = failureOf(state.code);
  switch (state.state) {
    case 'ok':
      return undefined;
    case 'partial':
      return { code: 'partly-read', message: partlyRead(state) };
    case 'needs-access':
      return {
        code: publicCode('NeedsAccess'),
        message: needs.length === 0 ? 'Microsoft denies access to this.' : `Grant ${needs.join(' and ')} to read this.`,
      };
    case 'needs-license':
      return { code: publicCode('NeedsLicense'), message: errorDefinition('NeedsLicense').title };
    case 'stale':
    case 'failed':
      return { code: publicCode(failure), message: `${errorDefinition(failure).title} ${shown(state)}` };
    case 'never-read':
      return { code: 'never-read', message: 'This was not read yet.' };
  }
};

const answerOf = (state: SurfaceState): SurfaceStateAnswer => {
  const { state: kind, needs, optional, since, dataAsOf } = state;
  const unread = missingParts(state);
  return {
    state: kind,
    ...(needs === undefined ? {} : { needs }),
    ...(optional === undefined ? {} : { optional }),
    ...reasonOf(state),
    ...(unread === undefined ? {} : { unread: unread.count }),
    ...(since === undefined ? {} : { since }),
    dataAsOf,
  };
};

/** The states of surfaces in an answer. Use cases return the states as they are stored; the reasons are added here. */
export const SurfaceStates = z
  .record(z.string(), SurfaceState)
  .transform((states) => Object.fromEntries(Object.entries(states).map(([id, state]) => [id, answerOf(state)])))
  .pipe(
    z
      .record(z.string(), SurfaceStateAnswer)
      .meta({ id: 'SurfaceStates', description: 'The state of each surface that the answer rests on, by its id.' }),
  );
