import { credentialRefusals } from '#shared/kernel/credential-refusals.ts';
import { AppError, type ErrorCode, isAppError } from '#shared/kernel/errors.ts';
import type { RunKind } from '#shared/kernel/run.ts';
import { accessOf } from '#shared/permissions/access.ts';
import { leastScopes, wantedSurfaces } from '#shared/permissions/least-scopes.ts';
import type { GraphRequests } from '#shared/surfaces/define-surface.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { normalize as normalizeOrganization } from '#shared/surfaces/organization/normalize.ts';
import { RawOrganization } from '#shared/surfaces/organization/schema.ts';
import { parseRaw } from '#shared/surfaces/raw.ts';
import { type ConnectProblem, connectProblem } from './connect-problem.ts';
import { type MailboxTestResult, testMailboxes } from './mailbox-test.ts';
import type { Microsoft } from './open-microsoft.ts';

export interface ConnectTestResult {
  /** Whether a token was issued. `unknown` where Microsoft could not be reached. */
  readonly credential: 'valid' | 'refused' | 'unknown';
  /** Why the token was refused. */
  readonly refusedWith?: ErrorCode;
  readonly tenantName?: string;
  readonly verifiedDomains?: readonly string[];
  readonly grantedScopes?: readonly string[];
  readonly mailboxes: readonly MailboxTestResult[];
  /** Empty where everything works. The first problem is the one to solve first. */
  readonly problems: readonly ConnectProblem[];
}

export interface ConnectTestParts {
  readonly tenantId: string;
  readonly mailboxes: readonly string[];
  readonly reads: readonly RunKind[];
}

const refusedCredential = [...credentialRefusals, 'TokenRefused'] as const;

/** The scopes that a connection with these `reads` needs. */
const wantedScopes = (reads: ConnectTestParts['reads']): readonly string[] =>
  leastScopes(wantedSurfaces(surfaces, { reads }));

const failureOf = async (attempt: () => Promise<unknown>): Promise<AppError | undefined> => {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
};

const organizationOf = async (graph: GraphRequests, tenantId: string) => {
  const pages = await Array.fromAsync(
    graph.pages({ path: '/organization', query: { $select: 'id,displayName,verifiedDomains' } }),
  );
  const [organization] = pages.flat().map((raw) => normalizeOrganization(parseRaw(RawOrganization, raw)));
  if (organization?.tenantId === tenantId) return organization;
  throw new AppError('MicrosoftAnswerMalformed', 'the organization that answered is not the tenant that was asked');
};

/**
 * Tests a connection from the token down to each mailbox and reports the problems. Refusals of Microsoft are in the
 * result and are not thrown. Without a token nothing else is tested.
 */
export const connectTest = async (
  microsoft: Pick<Microsoft, 'roles' | 'reader'>,
  parts: ConnectTestParts,
): Promise<ConnectTestResult> => {
  let roles: readonly string[] = [];
  const refusal = await failureOf(async () => {
    roles = await microsoft.roles({ fresh: true });
  });
  if (refusal !== undefined) {
    const isRefused = refusedCredential.some((code) => code === refusal.code);
    const scopes = refusal.code === 'ConsentMissing' ? wantedScopes(parts.reads) : undefined;
    return {
      ...(isRefused ? { credential: 'refused', refusedWith: refusal.code } : { credential: 'unknown' }),
      mailboxes: [],
      problems: [connectProblem(refusal, undefined, scopes)],
    };
  }
  if (roles.length === 0) return withoutConsent(parts);
  return withToken(microsoft.reader(), parts, roles);
};

const withoutConsent = ({ reads }: ConnectTestParts): ConnectTestResult => {
  const refusal = new AppError('ConsentMissing', 'no application permission is granted');
  return {
    credential: 'valid',
    grantedScopes: [],
    mailboxes: [],
    problems: [connectProblem(refusal, undefined, wantedScopes(reads))],
  };
};

const withToken = async (
  graph: GraphRequests,
  { tenantId, mailboxes, reads }: ConnectTestParts,
  roles: readonly string[],
): Promise<ConnectTestResult> => {
  const problems: ConnectProblem[] = [];
  let organization: Pick<ConnectTestResult, 'tenantName' | 'verifiedDomains'> = {};
  const refusal = await failureOf(async () => {
    const { name, verifiedDomains } = await organizationOf(graph, tenantId);
    organization = {
      ...(name !== null && { tenantName: name }),
      verifiedDomains: verifiedDomains.map((domain) => domain.name),
    };
  });
  if (refusal !== undefined)
    problems.push(
      connectProblem(refusal, undefined, refusal.code === 'NeedsAccess' ? ['Directory.Read.All'] : undefined),
    );
  const canReadUsers = surfaces.some(
    ({ id, accessOptions }) =>
      id === 'users' && accessOf({ accessOptions }, { roles, plans: new Set() }).state === 'ok',
  );
  const checks = { person: canReadUsers, inbox: reads.includes('communications') };
  const tested = await testMailboxes(graph, mailboxes, checks);
  return {
    credential: 'valid',
    ...organization,
    grantedScopes: roles,
    mailboxes: tested.mailboxes,
    problems: [...problems, ...tested.problems],
  };
};
