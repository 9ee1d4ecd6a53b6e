import { z } from 'zod';
import type { Weakening } from './schema.ts';

const Control = z.union([z.string(), z.number()]);

/** The parts of a policy in the log that can be weakened. A part with an unexpected shape is ignored. */
const LoggedPolicy = z.object({
  state: z.string().nullish(),
  conditions: z.unknown().optional(),
  grantControls: z
    .object({ builtInControls: z.array(Control).nullish(), authenticationStrength: z.unknown().optional() })
    .nullish(),
});
type LoggedPolicy = z.output<typeof LoggedPolicy>;

const policyIn = (json: unknown): LoggedPolicy | undefined => LoggedPolicy.safeParse(json).data;

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Every value below an exclusion, with its place. Kinds of guests are one text with commas. */
const valuesIn = (value: unknown, place: string): string[] => {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => valuesIn(item, place));
  if (typeof value === 'object') return entriesOf(value).flatMap(([key, inner]) => valuesIn(inner, `${place}.${key}`));
  return String(value)
    .split(',')
    .map((text) => `${place}=${text.trim().toLowerCase()}`);
};

/** Microsoft adds conditions, so exclusions are found by name (`exclude…`) and by the mode of a device filter. */
const exclusionsIn = (conditions: unknown, place = ''): string[] => [
  ...entriesOf(conditions).flatMap(([key, value]) => {
    const here = `${place}.${key}`.toLowerCase();
    return /^exclude/i.test(key) ? valuesIn(value, here) : exclusionsIn(value, here);
  }),
  ...(isExcludeFilter(conditions) ? valuesIn(conditions.rule, `${place}.rule`) : []),
];

const isExcludeFilter = (value: unknown): value is { readonly mode: string; readonly rule: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'mode' in value &&
  'rule' in value &&
  String(value.mode).toLowerCase() === 'exclude';

/** The log writes a control by its name or by Microsoft's number. 1 is MFA. */
const demandsMfa = ({ grantControls }: LoggedPolicy): boolean =>
  (grantControls?.builtInControls ?? []).some((control) => /^(mfa|1)$/i.test(String(control))) ||
  (grantControls?.authenticationStrength ?? null) !== null;

const isEnabled = ({ state }: LoggedPolicy): boolean => state?.toLowerCase() === 'enabled';

/**
 * How a policy was weakened from one version to the next. A policy that was disabled or report-only can be weakened
 * only by deletion.
 */
export const weakeningsBetween = (before: unknown, after: unknown): z.output<typeof Weakening>[] => {
  const [old, now] = [policyIn(before), policyIn(after)];
  if (old === undefined || now === undefined || !isEnabled(old)) return [];
  const known = new Set(exclusionsIn(old.conditions));
  return [
    ...(isEnabled(now) ? [] : ['no-longer-enabled' as const]),
    ...(exclusionsIn(now.conditions).some((name) => !known.has(name)) ? ['exclusion-added' as const] : []),
    ...(demandsMfa(old) && !demandsMfa(now) ? ['mfa-removed' as const] : []),
  ];
};
