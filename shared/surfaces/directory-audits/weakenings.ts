import { z } from 'zod';
import type { Weakening } from './schema.ts';

const Names = z.array(z.string()).nullish();
const Control = z.union([z.string(), z.number()]);

/** The parts of a policy in the log that can be weakened. A part with an unexpected shape is ignored. */
const LoggedPolicy = z.object({
  state: z.string().nullish(),
  conditions: z
    .object({
      users: z.object({ excludeUsers: Names, excludeGroups: Names, excludeRoles: Names }).nullish(),
      applications: z.object({ excludeApplications: Names }).nullish(),
    })
    .nullish(),
  grantControls: z
    .object({ builtInControls: z.array(Control).nullish(), authenticationStrength: z.unknown().optional() })
    .nullish(),
});
type LoggedPolicy = z.output<typeof LoggedPolicy>;

const policyIn = (json: unknown): LoggedPolicy | undefined => LoggedPolicy.safeParse(json).data;

const exclusionsOf = ({ conditions }: LoggedPolicy): readonly string[] => [
  ...(conditions?.users?.excludeUsers ?? []),
  ...(conditions?.users?.excludeGroups ?? []),
  ...(conditions?.users?.excludeRoles ?? []),
  ...(conditions?.applications?.excludeApplications ?? []),
];

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
  const known = new Set(exclusionsOf(old));
  return [
    ...(isEnabled(now) ? [] : ['no-longer-enabled' as const]),
    ...(exclusionsOf(now).some((name) => !known.has(name)) ? ['exclusion-added' as const] : []),
    ...(demandsMfa(old) && !demandsMfa(now) ? ['mfa-removed' as const] : []),
  ];
};
