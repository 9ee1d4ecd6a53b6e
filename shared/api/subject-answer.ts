import { z } from 'zod';
import { type Subject, SubjectKind, subjectId } from '#shared/kernel/subject.ts';

/** The subject of a finding in an answer. */
export const SubjectAnswer = z.object({ kind: SubjectKind, id: z.string().min(1), name: z.string() });
export type SubjectAnswer = z.output<typeof SubjectAnswer>;

export const subjectAnswer = (subject: Subject): SubjectAnswer => ({
  kind: subject.kind,
  id: subjectId(subject),
  name: subject.name,
});
