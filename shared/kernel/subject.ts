import { z } from 'zod';

const Id = z.string().min(1);

export const SubjectKind = z.enum([
  'tenant',
  'user',
  'policy',
  'rule',
  'app',
  'sku',
  'license',
  'alert',
  'issue',
  'change',
  'control',
  'device',
  'domain',
  'connection',
  'signal',
  'claim',
]);
export type SubjectKind = z.output<typeof SubjectKind>;

/**
 * A subject with one id: of the tenant, an Entra object, a SKU, or the id or name that Microsoft gives it (rules 36).
 */
export const PlainSubject = z.object({
  kind: SubjectKind.exclude(['rule', 'license']),
  id: Id,
  name: z.string(),
});
export type PlainSubject = z.output<typeof PlainSubject>;

/** An inbox rule of a user. */
const RuleSubject = z.object({ kind: z.literal('rule'), userId: Id, ruleId: Id, name: z.string() });

/** A seat of a SKU that a user holds. */
const LicenseSubject = z.object({ kind: z.literal('license'), userId: Id, skuId: Id, name: z.string() });

/** What a finding is about. */
export const Subject = z.discriminatedUnion('kind', [PlainSubject, RuleSubject, LicenseSubject]);
export type Subject = z.output<typeof Subject>;

type NameOptional<Each> = Each extends Subject ? Omit<Each, 'name'> & { readonly name?: string } : never;
/** The identity of a subject. The name is not part of it. */
export type SubjectIdentity = NameOptional<Subject>;

/** The id of a subject as one text, unique within its kind and tenant. It is built only here, and never parsed. */
export const subjectId = (subject: SubjectIdentity): string => {
  switch (subject.kind) {
    case 'rule':
      return `${subject.userId}/${subject.ruleId}`;
    case 'license':
      return `${subject.userId}/${subject.skuId}`;
    default:
      return subject.id;
  }
};

/** The name of a tenant, and of its connection, until the tenant was read. Its id is never shown as a name. */
export const unnamedTenant = 'Tenant without a known name';

/** The user that a subject is or belongs to; undefined when it belongs to none. */
export const subjectUserId = (subject: SubjectIdentity): string | undefined => {
  if (subject.kind === 'rule' || subject.kind === 'license') return subject.userId;
  return subject.kind === 'user' ? subject.id : undefined;
};

/** The SKU that a subject is or is a seat of; undefined for other kinds. */
export const subjectSkuId = (subject: SubjectIdentity): string | undefined => {
  if (subject.kind === 'license') return subject.skuId;
  return subject.kind === 'sku' ? subject.id : undefined;
};
