import { z } from 'zod';
import { type Subject, SubjectKind, subjectId, unnamedTenant } from '#shared/kernel/subject.ts';

/** The subject of a finding in an answer. */
export const SubjectAnswer = z.object({ kind: SubjectKind, id: z.string().min(1), name: z.string() });
SubjectAnswer.register(z.globalRegistry, {
  id: 'Subject',
  description: 'What a finding is about: a tenant, a user, a policy, a license.',
  example: { kind: 'user', id: '5f2b8c1e-3d4a-4b6f-9a7c-0d1e2f3a4b5c', name: 'ines.falk@acme.example' },
});
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
