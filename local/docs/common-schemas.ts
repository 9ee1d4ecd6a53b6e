import { z } from 'zod';
import { FindingLineAnswer } from '#functions/api/book/contract.ts';
import { RunAnswer } from '#functions/api/runs/contract.ts';
import { AccessTokenAnswer } from '#functions/api/tokens/contract.ts';
import { synced } from '#shared/api/synced.ts';
import { FindingAnswer } from '#shared/book/finding-answer.ts';
import { FindingArea } from '#shared/book/finding-filters.ts';
import { bookSynced } from '#shared/book/surface-counts.ts';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { findings } from '#shared/findings/index.ts';
import { FindingState } from '#shared/judging/finding-row.ts';
import { OpenCounts } from '#shared/judging/tenant-summary.ts';
import { ConnectionMode } from '#shared/kernel/connection-mode.ts';
import { CredentialState } from '#shared/kernel/credential-state.ts';
import { ConnectionId, CustomerId, MemberId } from '#shared/kernel/ids.ts';
import { Severity, VerdictKind } from '#shared/kernel/verdict.ts';
import { MfaBadge, MfaNumbers } from '#shared/posture/tenant-numbers.ts';
import { AdminCounts, AssignmentCounts } from '#shared/views/admins/shape.ts';
import { AssignedLicense, Product, UnpricedSku } from '#shared/views/licenses/shape.ts';
import { MfaCoverage } from '#shared/views/mfa/shape.ts';
import { SecureScoreView } from '#shared/views/secure-score/shape.ts';
import { SubjectStatus } from '#shared/views/subject-status.ts';
import { VerdictAnswer } from '#shared/views/verdicts/shape.ts';

const ids = [
  CustomerId.meta({ id: 'CustomerId', description: 'The customer.' }),
  ConnectionId.meta({ id: 'ConnectionId', description: 'The connection to the tenant.' }),
  MemberId.meta({ id: 'MemberId', description: 'The member.' }),
  z.enum(findings.map(({ id }) => id)).meta({ id: 'FindingId', description: 'The id of the finding in the catalog.' }),
];

const words = [
  Severity.meta({ id: 'Severity', description: 'How severe it is.' }),
  VerdictKind.meta({ id: 'VerdictKind', description: 'The verdict.' }),
  FindingState.meta({ id: 'FindingState', description: 'The state.' }),
  FindingArea.meta({ id: 'FindingArea', description: 'The area that the finding belongs to.' }),
  MfaBadge.meta({ id: 'MfaBadge', description: 'How far multi-factor authentication is enforced.' }),
  ConnectionMode.meta({
    id: 'ConnectionMode',
    description: 'Through an app of its own, or the publisher app of the MSP.',
  }),
  CredentialState.meta({ id: 'CredentialState', description: 'The state.' }),
];

const numbers = [
  MfaNumbers.meta({ id: 'MfaNumbers', description: 'People by what they have of multi-factor authentication.' }),
  OpenCounts.meta({ id: 'OpenCounts', description: 'Open findings by severity.' }),
  AssignmentCounts.meta({ id: 'AssignmentCounts', description: 'People by their strongest assignment of a role.' }),
  AdminCounts.meta({ id: 'AdminCounts', description: 'Administrators by assignment and by tier.' }),
];

/** The fields that many answers have. */
const parts = [
  TenantRef.meta({ id: 'Tenant', description: 'A tenant, by its id and its name.' }),
  z.object(synced).meta({ id: 'Freshness', description: 'How old the data is, and what of it could not be read.' }),
  z.object(bookSynced).meta({ id: 'BookFreshness', description: 'How old the data of the book is, by surface.' }),
  Product.meta({ id: 'Product', description: "A product, by Microsoft's id, its part number and its name." }),
  z.string().nullable().meta({ id: 'NextCursor', description: 'Asks for the next page; null on the last one.' }),
];

/** What other answers contain or extend. */
const answers = [
  FindingAnswer,
  FindingLineAnswer,
  VerdictAnswer,
  SubjectStatus,
  RunAnswer,
  AccessTokenAnswer,
  SecureScoreView,
  MfaCoverage.meta({
    id: 'MfaCoverage',
    description: 'How far multi-factor authentication is enforced, and for whom.',
  }),
  AssignedLicense,
  UnpricedSku,
];

/** Schemas that many answers contain or extend. The OpenAPI document has each of them once, by its name. */
export const commonSchemas: readonly z.ZodType[] = [...ids, ...words, ...numbers, ...parts, ...answers];
