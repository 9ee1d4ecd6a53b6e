import type { z } from 'zod';
import { isAppError } from '#shared/kernel/errors.ts';
import { defineSurface, type GraphReader, type GraphRequest } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { normalize } from './normalize.ts';
import { RawUser, User } from './schema.ts';

const fields =
  'id,displayName,userPrincipalName,mail,proxyAddresses,accountEnabled,userType,assignedLicenses,licenseAssignmentStates,createdDateTime,employeeHireDate,onPremisesSyncEnabled';

/** Pages are smaller with sign-in activity: some tenants accept 500 users, older ones "no more than 120 at a time". */
const pageSizesWithSignIns = [500, 120] as const;

const request = (select: string, top: number): GraphRequest => ({
  path: '/users',
  query: { $select: select, $top: String(top) },
});

type RawUsers = readonly z.output<typeof RawUser>[];

async function* pagesWithSignIns(
  graph: GraphReader,
  [size, ...smaller]: readonly [number, ...number[]],
): AsyncGenerator<RawUsers> {
  let isFirst = true;
  try {
    for await (const page of recordsOf(graph, request(`${fields},signInActivity`, size), RawUser)) {
      isFirst = false;
      yield page;
    }
  } catch (error) {
    const [next, ...rest] = smaller;
    if (!isFirst || next === undefined || !isAppError(error, 'MicrosoftRefused')) throw error;
    yield* pagesWithSignIns(graph, [next, ...rest]);
  }
}

const scope = ['User.Read.All', 'Directory.Read.All'] as const;

export const users = defineSurface({
  id: 'users',
  title: 'Users',
  reference: 'https://learn.microsoft.com/graph/api/user-list',
  job: 'posture',
  features: ['mfa', 'admins', 'licenses'],
  throttleDomain: 'directory',
  // Sign-in activity is throttled with the reports.
  otherThrottleDomains: ['reports'],
  everySeconds: 6 * 3600,
  accessOptions: [
    { name: 'with-sign-ins', scopes: [scope, ['AuditLog.Read.All']], plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'] },
    { name: 'plain', scopes: [scope] },
  ],
  completeness: 'replace',
  fact: User,
  factVersion: 3,
  identify: (fact) => fact.userId,
  async *read({ graph, accessOption }) {
    const withSignIns = accessOption === 'with-sign-ins';
    const pages = withSignIns
      ? pagesWithSignIns(graph, pageSizesWithSignIns)
      : recordsOf(graph, request(fields, 999), RawUser);
    for await (const page of pages) yield page.map((raw) => normalize(raw, withSignIns));
  },
  memoryMegabytes: 512,
  timeoutSeconds: 300,
});
