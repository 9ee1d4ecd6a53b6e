import { createHash } from 'node:crypto';
import { TenantId } from '#shared/kernel/ids.ts';
import { type SubjectIdentity, subjectId } from '#shared/kernel/subject.ts';

const digest = (text: string, bytes: number): string =>
  createHash('sha256').update(text, 'utf8').digest().subarray(0, bytes).toString('base64url');

const tenantLetters = 22;
const digestLetters = 28;
const form = new RegExp(`^[A-Za-z0-9_-]{${tenantLetters + digestLetters}}$`);

/** The prefix that the findings of one id share in a tenant's sort keys. */
export const findingPrefix = (findingId: string): string => digest(findingId, 6);

/**
 * Identifies a finding within its tenant: a digest of its finding id, then one of its subject, so that all findings of
 * one id are adjacent.
 */
export const findingDigest = ({ findingId, subject }: { findingId: string; subject: SubjectIdentity }): string =>
  findingPrefix(findingId) + digest(JSON.stringify([subject.kind, subjectId(subject)]), 15);

/**
 * The id of a finding in a URL: opaque, of fixed length, stable, and derived only from its identity. It begins with the
 * tenant, so that one read finds the record.
 */
export const findingKeyOf = (tenantId: TenantId, finding: { findingId: string; subject: SubjectIdentity }): string =>
  Buffer.from(tenantId.replaceAll('-', ''), 'hex').toString('base64url') + findingDigest(finding);

/** Undefined where the text is not a finding key. */
export const parseFindingKey = (
  key: string,
): { readonly tenantId: TenantId; readonly findingDigest: string } | undefined => {
  if (!form.test(key)) return undefined;
  const hex = Buffer.from(key.slice(0, tenantLetters), 'base64url').toString('hex');
  const guid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const tenantId = TenantId.safeParse(guid);
  return tenantId.success ? { tenantId: tenantId.data, findingDigest: key.slice(tenantLetters) } : undefined;
};
