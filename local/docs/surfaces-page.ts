import { findings } from '#shared/findings/index.ts';
import { wantedSurfaces } from '#shared/permissions/least-scopes.ts';
import { planPermissions } from '#shared/permissions/planner.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { surfaceOf, surfaces } from '#shared/surfaces/index.ts';
import { code, orDash, page, table } from './markdown.ts';

const scopesOf = ({ accessOptions }: AnySurface): string =>
  accessOptions.map(({ scopes }) => scopes.map((any) => any.map(code).join(' or ')).join(' + ')).join('; else ');
const plansOf = ({ accessOptions }: AnySurface): string =>
  [...new Set(accessOptions.flatMap(({ plans }) => plans ?? []))].map(code).join(', ');
const every = (seconds: number): string =>
  seconds % 86_400 === 0
    ? `${seconds / 86_400} d`
    : seconds % 3600 === 0
      ? `${seconds / 3600} h`
      : `${seconds / 60} min`;

/** The surfaces: what is read from Microsoft 365, how often, and with which permissions. */
export const surfacesPage = (): string =>
  page(
    'Surfaces',
    'One row is one folder in `shared/surfaces/` and one Lambda.',
    table(
      ['surface', 'title', 'application scopes', 'service plans', 'every', 'lane', 'after'],
      surfaces.map((surface) => [
        `[${surface.id}](../../shared/surfaces/${surface.id}/README.md)`,
        surface.title,
        orDash(scopesOf(surface)),
        orDash(plansOf(surface)),
        every(surface.everySeconds),
        surface.throttleDomain,
        orDash((surface.after ?? []).join(', ')),
      ]),
    ),
  );

/** The permissions and their uses: the page for the administrator who is asked for consent. */
export const permissionsPage = (): string => {
  const wanted = wantedSurfaces(surfaces, { reads: ['posture', 'communications'] });
  const { scopes } = planPermissions({ surfaces, findings, granted: undefined, plans: undefined, wanted });
  const nameOf = (id: string): string => (surfaceOf(id)?.optional === true ? `${id} (optional)` : id);
  return page(
    'Permissions',
    'Application permissions of Microsoft Graph, all of them read-only. A scope that is not granted makes its surfaces `needs-access`; the rest goes on. How to grant them: [setup guide](../setup-guide.md).',
    table(
      ['scope', 'asked for', 'surfaces', 'for', 'findings'],
      scopes.map(({ scope, wanted: isWanted, unlocks }) => [
        code(scope),
        isWanted ? 'yes' : 'where chosen',
        unlocks.surfaces.map(nameOf).join(', '),
        unlocks.features.join(', '),
        String(unlocks.findings.length),
      ]),
    ),
    'What is asked for by default is the fewest that every surface but the optional ones needs, in a tenant with every plan; a scope beside them is covered by one of those, or takes its place without a plan.',
    '`Mail.Read` and `Calendars.Read` also fetch one body on demand, which is not stored. Both can be confined to the listed mailboxes in Exchange Online (RBAC for Applications).',
  );
};
