import type { AccessOption, AnySurface, ScopeAlternatives } from '#shared/surfaces/define-surface.ts';

/** Stands for the roles of a token that cannot be read. Every surface is tried, and Graph says what is missing. */
export const anyRole = '*';

export interface TenantAccess {
  /** Application permissions as the token names them. */
  readonly roles: readonly string[];
  /** Names of the service plans that are active in the tenant. */
  readonly plans: ReadonlySet<string>;
}

export type SurfaceAccess =
  | { readonly state: 'ok'; readonly accessOption: AccessOption }
  | { readonly state: 'needs-access' | 'needs-license'; readonly needs: readonly string[] };

/** A write permission such as `Policy.ReadWrite.All` includes `Policy.Read.All`. */
const grantsOf = (scope: string): readonly string[] => [scope, scope.replace(/\.Read(?=\.|$)/, '.ReadWrite')];

export const isGranted = (anyOf: ScopeAlternatives, roles: readonly string[]): boolean =>
  roles.includes(anyRole) || anyOf.some((scope) => grantsOf(scope).some((name) => roles.includes(name)));

/** `EXCHANGE_S_*` matches any plan with this prefix. */
const isLive = (wanted: string, plans: ReadonlySet<string>): boolean =>
  wanted.endsWith('*') ? [...plans].some((plan) => plan.startsWith(wanted.slice(0, -1))) : plans.has(wanted);

const missingScopes = ({ scopes, isGrantedByExchange }: AccessOption, roles: readonly string[]): readonly string[] =>
  isGrantedByExchange ? [] : scopes.filter((anyOf) => !isGranted(anyOf, roles)).map(([least]) => least);

export const isLicensed = ({ plans: wanted }: AccessOption, plans: ReadonlySet<string>): boolean =>
  wanted === undefined || wanted.some((plan) => isLive(plan, plans));

/**
 * How a surface can be read: with the first access option that plans and scopes permit. A license is checked before a
 * scope: without a plan for any option the state is `needs-license`, whatever is granted. With a plan, the first such
 * option names the missing scopes.
 */
export const accessOf = (surface: Pick<AnySurface, 'accessOptions'>, { roles, plans }: TenantAccess): SurfaceAccess => {
  const licensed = surface.accessOptions.filter((option) => isLicensed(option, plans));
  const open = licensed.find((option) => missingScopes(option, roles).length === 0);
  if (open !== undefined) return { state: 'ok', accessOption: open };
  const [closest] = licensed;
  if (closest !== undefined) return { state: 'needs-access', needs: missingScopes(closest, roles) };
  return { state: 'needs-license', needs: [...new Set(surface.accessOptions.flatMap((option) => option.plans ?? []))] };
};
