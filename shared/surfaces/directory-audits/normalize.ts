import type { z } from 'zod';
import { objectIdOf } from '../raw.ts';
import { changeKindOf } from './change-kinds.ts';
import type { ChangeKind, DirectoryChange, RawAudit } from './schema.ts';
import { weakeningsBetween } from './weakenings.ts';

type Raw = z.output<typeof RawAudit>;
type Change = Raw['targetResources'][number]['modifiedProperties'][number];

const changesOf = (raw: Raw): readonly Change[] => raw.targetResources.flatMap((target) => target.modifiedProperties);

/** Values are JSON in text. Text that is not JSON is the value itself. */
const valueIn = (text: string | null): unknown => {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text; // not JSON: Microsoft's services differ
  }
};

/** The text of a value without its quotes and, where it is an element of a list, without the list. */
const textIn = (text: string | null): string | null => {
  const value = [valueIn(text)].flat()[0];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

/** The new value of a property or, where something was removed, the old value. */
const texts = (raw: Raw, name: string): readonly string[] =>
  changesOf(raw)
    .filter(({ displayName }) => displayName?.toLowerCase() === name.toLowerCase())
    .flatMap(({ newValue, oldValue }) => textIn(newValue) ?? textIn(oldValue) ?? []);

const actorOf = ({ initiatedBy }: Raw): DirectoryChange['by'] => {
  const { user, app } = initiatedBy ?? {};
  const isNamed =
    user !== null && user !== undefined && (user.id ?? user.userPrincipalName ?? user.displayName) !== null;
  if (isNamed) {
    const { id, userPrincipalName, displayName, ipAddress } = user;
    const address = ipAddress === null ? {} : { ip: ipAddress };
    return { kind: 'user', id, name: userPrincipalName ?? displayName, ...address };
  }
  if (app === null || app === undefined) return { kind: 'unknown', id: null, name: null };
  return { kind: 'app', id: app.servicePrincipalId, name: app.displayName };
};

const typeOf = ({ type, Type }: Raw['targetResources'][number]): string | null => type ?? Type;

const targetsOf = ({ targetResources }: Raw): DirectoryChange['targets'] =>
  targetResources.map((target) => ({
    id: target.id,
    type: typeOf(target),
    name: target.userPrincipalName ?? target.displayName,
  }));

/**
 * PIM writes the template id beside the role that is its target, or in the additional details, under names of its own.
 */
const pimTemplates = (raw: Raw): readonly string[] => {
  const names = ['TemplateId', 'RoleDefinitionOriginId'];
  const details = raw.additionalDetails.filter(({ key }) => key !== null && names.includes(key));
  return [...names.flatMap((name) => texts(raw, name)), ...details.flatMap(({ value }) => textIn(value) ?? [])];
};

/** With the template id where the log has it. */
const rolesOf = (raw: Raw): DirectoryChange['roles'] => {
  const names = texts(raw, 'Role.DisplayName');
  const templates = texts(raw, 'Role.TemplateId').map(objectIdOf);
  if (names.length + templates.length > 0) {
    const count = Math.max(names.length, templates.length);
    return Array.from({ length: count }, (_, at) => ({ templateId: templates[at] ?? null, name: names[at] ?? null }));
  }
  const [template = null] = pimTemplates(raw);
  return raw.targetResources
    .filter((target) => typeOf(target)?.toLowerCase() === 'role')
    .map(({ displayName }) => ({ templateId: template === null ? null : objectIdOf(template), name: displayName }));
};

/**
 * The log writes a consent as one line of text, `[…, ConsentType: AllPrincipals, Scope: Mail.Read offline_access, …]`.
 */
const consentsOf = (raw: Raw): readonly string[] =>
  texts(raw, 'ConsentAction.Permissions').map((line) => line.slice(line.lastIndexOf('=>') + 1));

const permissionsOf = (raw: Raw): string[] => {
  const consented = consentsOf(raw).flatMap((line) =>
    [...line.matchAll(/\bScope:\s*([^,\]]*)/g)].map(([, scope = '']) => scope),
  );
  const granted = [...texts(raw, 'DelegatedPermissionGrant.Scope'), ...texts(raw, 'AppRole.Value')];
  return [
    ...new Set([...consented, ...granted].flatMap((scopes) => scopes.split(/\s+/)).filter((scope) => scope !== '')),
  ];
};

const isForEverybody = (raw: Raw): boolean =>
  consentsOf(raw).some((line) => /ConsentType:\s*AllPrincipals/i.test(line)) ||
  texts(raw, 'ConsentContext.OnBehalfOfAll').some((text) => /^true$/i.test(text)) ||
  texts(raw, 'DelegatedPermissionGrant.ConsentType').some((text) => /^AllPrincipals$/i.test(text));

const weakeningsOf = (raw: Raw, kind: ChangeKind): DirectoryChange['weakenings'] => {
  if (kind === 'policy-deleted') return ['deleted'];
  if (kind !== 'policy-changed') return [];
  const found = changesOf(raw)
    .filter(({ displayName }) => displayName === 'ConditionalAccessPolicy')
    .flatMap(({ oldValue, newValue }) => weakeningsBetween(valueIn(oldValue), valueIn(newValue)));
  return [...new Set(found)];
};

/** The application that carries out what Privileged Identity Management decides. */
const isPim = ({ initiatedBy }: Raw): boolean =>
  initiatedBy?.app?.appId === pimAppId || initiatedBy?.app?.displayName?.toLowerCase() === 'ms-pim';
const pimAppId = '01fc33a7-78ba-4d2f-a4b7-768e336e890e';

/**
 * When somebody activates a role, the directory logs a second row: "Add member to role" by PIM. The grant was the
 * eligibility. What PIM makes permanent has an activity of its own (rules 25).
 */
const kindOf = (raw: Raw, activity: string): ChangeKind | undefined =>
  isPim(raw) && activity.toLowerCase() === 'add member to role' ? 'role-activated' : changeKindOf(activity);

/** Undefined for a row that is not kept. */
export const normalize = (raw: Raw): DirectoryChange | undefined => {
  const activity = raw.activityDisplayName?.trim() ?? '';
  const kind = kindOf(raw, activity);
  if (kind === undefined) return undefined;
  return {
    changeId: raw.id,
    correlationId: raw.correlationId,
    kind,
    activity,
    at: raw.activityDateTime,
    result: raw.result,
    by: actorOf(raw),
    targets: targetsOf(raw),
    roles: kind.startsWith('role-') ? rolesOf(raw) : [],
    permissions: permissionsOf(raw),
    isForEverybody: isForEverybody(raw),
    weakenings: weakeningsOf(raw, kind),
  };
};
