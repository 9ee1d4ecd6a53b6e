import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { code, orDash, page, table } from './markdown.ts';

const scopesOf = ({ ways }: AnySurface): string =>
  ways.map(({ scopes }) => scopes.map((any) => any.map(code).join(' or ')).join(' + ')).join('; else ');
const plansOf = ({ ways }: AnySurface): string =>
  [...new Set(ways.flatMap(({ plans }) => plans ?? []))].map(code).join(', ');
const every = (seconds: number): string =>
  seconds % 86_400 === 0
    ? `${seconds / 86_400} d`
    : seconds % 3600 === 0
      ? `${seconds / 3600} h`
      : `${seconds / 60} min`;

/** What is read from Microsoft 365, how often, and with which scope. */
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

/** Every scope, and what it is for: the page to show whoever is asked for consent. */
export const permissionsPage = (): string => {
  const scopes = [
    ...new Set(surfaces.flatMap(({ ways }) => ways.flatMap((way) => way.scopes.map(([least]) => least)))),
  ].toSorted();
  const readers = (scope: string): string =>
    surfaces
      .filter(({ ways }) => ways.some((way) => way.scopes.some((any) => any.includes(scope))))
      .map(({ id, optional }) => (optional ? `${id} (optional)` : id))
      .join(', ');
  return page(
    'Permissions',
    'Application permissions of Microsoft Graph, all of them read-only. A scope that is not granted makes its surfaces `needs-access`; the rest goes on.',
    table(
      ['scope', 'surfaces'],
      scopes.map((scope) => [code(scope), readers(scope)]),
    ),
    '`Mail.Read` and `Calendars.Read` also fetch one body on demand, which is not stored. Both can be confined to the listed mailboxes in Exchange Online (RBAC for Applications).',
  );
};
