import { z } from 'zod';

const list = <Item extends z.ZodType>(item: Item) => z.union([z.array(item), item.transform((one) => [one])]);
const strings = list(z.string());
const Values = list(z.union([z.string(), z.boolean(), z.number()]).transform(String));

/** `*` stands for everybody. `AWS` holds ARNs or account ids, `Service` names of services. */
const Principals = z.union([
  z.literal('*').transform(() => ({ AWS: ['*'], Service: [] as string[] })),
  z.strictObject({ AWS: strings.default([]), Service: strings.default([]) }),
]);

/**
 * A statement with the elements that the evaluation knows. NotPrincipal, NotAction and NotResource are not among them,
 * so a document that has one is refused as a whole.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: Principals.optional(),
  Action: strings,
  Resource: list(z.string().refine((arn) => !arn.includes('${'), 'policy variables are not known here')).optional(),
  Condition: z.record(z.string(), z.record(z.string(), Values)).default({}),
});
export type Statement = z.output<typeof Statement>;

const Document = z.strictObject({
  Version: z.literal('2012-10-17', 'older versions have other rules'),
  Id: z.string().optional(),
  Statement: list(Statement),
});

/** A policy, with a name for people. */
export interface Policy {
  readonly name: string;
  readonly statements: readonly Statement[];
  /** Why the document cannot be evaluated. Nothing is then allowed that it would apply to. */
  readonly unreadable?: string;
}

/** Reads a policy document whose intrinsic functions are resolved. */
export const readPolicy = (name: string, document: unknown): Policy => {
  const parsed = Document.safeParse(document);
  if (parsed.success) return { name, statements: parsed.data.Statement };
  return { name, statements: [], unreadable: `${name} cannot be evaluated: ${z.prettifyError(parsed.error)}` };
};
