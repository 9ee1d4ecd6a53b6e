import { credentialRefusals } from '#shared/kernel/credential-refusals.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { accessOf } from '#shared/permissions/access.ts';
import { leastScopes, wantedSurfaces } from '#shared/permissions/least-scopes.ts';
import type { GraphReader } from '#shared/surfaces/define-surface.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { normalize as normalizeOrganization } from '#shared/surfaces/organization/normalize.ts';
import { RawOrganization } from '#shared/surfaces/organization/schema.ts';
import { parsePage } from '#shared/surfaces/raw.ts';
import { type ConnectProblem, connectProblem } from './connect-problem.ts';
import { type MailboxTestResult, testMailboxes } from './mailbox-test.ts';

export interface ConnectTestResult {
  /** Whether a token was had; `unknown` where Microsoft could not be asked. */
  readonly credential: 'valid' | 'refused' | 'unknown';
  readonly tenantName?: string;
  readonly verifiedDomains?: readonly string[];
  readonly grantedScopes?: readonly string[];
  readonly mailboxes: readonly MailboxTestResult[];
  /** Empty where all is well; the first is the one to begin with. */
  readonly problems: readonly ConnectProblem[];
}

export interface ConnectTestParts {
  readonly tenantId: string;
  readonly mailboxes: readonly string[];
  readonly reads: readonly ('posture' | 'communications')[];
  /** Roles of a token that is asked for now. */
  freshRoles(): Promise<readonly string[]>;
  readonly graph: GraphReader;
}

const refusedCredential = [...credentialRefusals, 'TokenRefused'] as const;

/** What a connection that reads this wants granted. */
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

const organizationOf = async ({ graph, tenantId }: ConnectTestParts) => {
  const pages = await Array.fromAsync(
    graph.pages({ path: '/organization', query: { $select: 'id,displayName,verifiedDomains' } }),
  );
  const [organization] = pages.flatMap((page) => parsePage(RawOrganization, page)).map(normalizeOrganization);
  if (organization?.tenantId === tenantId) return organization;
  throw new AppError('MicrosoftAnswerMalformed', 'the organization that answered is not the tenant that was asked');
};

/**
 * Tries a connection from the token down to each mailbox, and says what stands in the way. It throws nothing that Microsoft refused: that is in the
 * verdict. Where no token is had nothing else is asked.
 */
export const connectTest = async (parts: ConnectTestParts): Promise<ConnectTestResult> => {
  let roles: readonly string[] = [];
  const refusal = await failureOf(async () => {
    roles = await parts.freshRoles();
  });
  if (refusal !== undefined) {
    const credential = refusedCredential.some((code) => code === refusal.code) ? 'refused' : 'unknown';
    const scopes = refusal.code === 'ConsentMissing' ? wantedScopes(parts.reads) : undefined;
    return { credential, mailboxes: [], problems: [connectProblem(refusal, undefined, scopes)] };
  }
  if (roles.length === 0) return withoutConsent(parts);
  return withToken(parts, roles);
};

const withoutConsent = ({ reads }: ConnectTestParts): ConnectTestResult => {
  const nothing = new AppError('ConsentMissing', 'no application permission is granted');
  return {
    credential: 'valid',
    grantedScopes: [],
    mailboxes: [],
    problems: [connectProblem(nothing, undefined, wantedScopes(reads))],
  };
};

const withToken = async (parts: ConnectTestParts, roles: readonly string[]): Promise<ConnectTestResult> => {
  const problems: ConnectProblem[] = [];
  let about: Pick<ConnectTestResult, 'tenantName' | 'verifiedDomains'> = {};
  const refusal = await failureOf(async () => {
    const { name, verifiedDomains } = await organizationOf(parts);
    about = {
      ...(name !== null && { tenantName: name }),
      verifiedDomains: verifiedDomains.map((domain) => domain.name),
    };
  });
  if (refusal !== undefined)
    problems.push(
      connectProblem(refusal, undefined, refusal.code === 'NeedsAccess' ? ['Directory.Read.All'] : undefined),
    );
  const canSeePeople = surfaces.some(
    ({ id, accessOptions }) =>
      id === 'users' && accessOf({ accessOptions }, { roles, plans: new Set() }).state === 'ok',
  );
  const proof = { person: canSeePeople, inbox: parts.reads.includes('communications') };
  const { mailboxes, problems: ofMailboxes } = await testMailboxes(parts.graph, parts.mailboxes, proof);
  return { credential: 'valid', ...about, grantedScopes: roles, mailboxes, problems: [...problems, ...ofMailboxes] };
};
