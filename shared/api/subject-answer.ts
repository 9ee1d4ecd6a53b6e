import { z } from 'zod';
import { type Subject, SubjectKind, subjectId, unnamedTenant } from '#shared/kernel/subject.ts';

/** The subject of a finding in an answer. */
export const SubjectAnswer = z.object({ kind: SubjectKind, id: z.string().min(1), name: z.string() });
export type SubjectAnswer = z.output<typeof SubjectAnswer>;

const isTenant = ({ kind }: Subject): boolean => kind === 'tenant' || kind === 'connection';

/** A tenant, and the connection to it, have the name that the tenant has now, whatever was stored with the finding. */
export const subjectAnswer = (
  subject: Subject,
  { tenantName }: { readonly tenantName: string | null },
): SubjectAnswer => ({
  kind: subject.kind,
  id: subjectId(subject),
  name: isTenant(subject) ? (tenantName ?? unnamedTenant) : subject.name,
});
