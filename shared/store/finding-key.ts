import { createHash } from 'node:crypto';
import { TenantId } from '#shared/kernel/ids.ts';
import type { Subject } from '#shared/kernel/verdict.ts';

const digest = (text: string, bytes: number): string =>
  createHash('sha256').update(text, 'utf8').digest().subarray(0, bytes).toString('base64url');

const tenantLetters = 22;
const placeLetters = 28;
const form = new RegExp(`^[A-Za-z0-9_-]{${tenantLetters + placeLetters}}$`);

/** What the keys of a tenant's findings of one id begin with. */
export const findingPrefix = (findingId: string): string => digest(findingId, 6);

/** Where a finding stands among those of its tenant: a digest of its id, then one of its subject, so that all of one id stand together. */
export const placeOf = ({ findingId, subject }: { findingId: string; subject: Pick<Subject, 'kind' | 'id'> }): string =>
  findingPrefix(findingId) + digest(JSON.stringify([subject.kind, subject.id]), 15);

/**
 * What a finding is called in a URL: opaque, of one length, the same for ever, and made of its identity alone. It begins with the tenant, so that it is
 * found by one read.
 */
export const findingKeyOf = (
  tenantId: TenantId,
  finding: { findingId: string; subject: Pick<Subject, 'kind' | 'id'> },
): string => Buffer.from(tenantId.replaceAll('-', ''), 'hex').toString('base64url') + placeOf(finding);

/** Undefined where the text is no finding key. */
export const parseFindingKey = (key: string): { readonly tenantId: TenantId; readonly place: string } | undefined => {
  if (!form.test(key)) return undefined;
  const hex = Buffer.from(key.slice(0, tenantLetters), 'base64url').toString('hex');
  const guid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const tenantId = TenantId.safeParse(guid);
  return tenantId.success ? { tenantId: tenantId.data, place: key.slice(tenantLetters) } : undefined;
};
