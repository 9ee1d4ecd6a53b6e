import type { z } from 'zod';
import type { DefenderAlert, RawAlert } from './schema.ts';

type Raw = z.output<typeof RawAlert>;

/** One record per person, whatever evidence names them. */
const usersOf = ({ evidence }: Raw): DefenderAlert['users'] => {
  const users = evidence.flatMap(({ userAccount }) =>
    userAccount === null || userAccount === undefined
      ? []
      : [{ userId: userAccount.azureAdUserId ?? null, upn: userAccount.userPrincipalName?.toLowerCase() ?? null }],
  );
  const named = users.filter(({ userId, upn }) => userId !== null || upn !== null);
  return [...new Map(named.map((user) => [user.userId ?? user.upn, user])).values()];
};

const distinct = (texts: readonly (string | null)[]): string[] => [
  ...new Set(texts.filter((text) => text !== null).map((text) => text.toLowerCase())),
];

/** Undefined where the alert is resolved. */
export const normalize = (raw: Raw): DefenderAlert | undefined => {
  const { status } = raw;
  if (status === 'resolved') return undefined;
  return {
    alertId: raw.id,
    title: raw.title,
    category: raw.category,
    severity: raw.severity,
    status,
    source: raw.serviceSource,
    incidentId: raw.incidentId,
    url: raw.alertWebUrl,
    createdAt: raw.createdDateTime,
    updatedAt: raw.lastUpdateDateTime,
    techniques: raw.mitreTechniques,
    users: usersOf(raw),
    mailboxes: distinct(raw.evidence.map(({ primaryAddress }) => primaryAddress)),
    devices: distinct(raw.evidence.map(({ deviceDnsName }) => deviceDnsName)),
  };
};
