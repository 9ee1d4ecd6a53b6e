import type { Announcement } from '#shared/aws/announcer.ts';
import { type CredentialWarning, daysUntil } from '#shared/kernel/credential-warning.ts';
import { errorDefinition, isErrorCode, publicCode } from '#shared/kernel/errors.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { ExpiryEntry } from '#shared/store/directory-expiry.ts';
import type { Msp } from '#shared/store/msp-store.ts';

/** What is known of a credential that somebody has to look after. */
export interface CredentialNotice {
  readonly entry: ExpiryEntry;
  readonly msp: Msp;
  /** undefined for the application that the MSP publishes. */
  readonly connection: Connection | undefined;
  readonly warning: CredentialWarning;
}

const runbooks: Readonly<Record<CredentialWarning, string>> = {
  '30-days': 'secrets-expiring-30-days',
  '14-days': 'secrets-expiring-14-days',
  '7-days': 'secrets-expiring-7-days',
  '3-days': 'secrets-expiring-3-days',
  expired: 'secrets-expired',
  refused: 'secrets-refused',
};

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const happened = ({ warning, entry, connection }: CredentialNotice, now: Date): string => {
  if (warning === 'refused') {
    const code = connection?.credential.code;
    const why = code === undefined ? 'it did not say why' : isErrorCode(code) ? errorDefinition(code).title : code;
    return `is refused by Microsoft (${why})`;
  }
  const on = entry.expiresOn ?? 'an unknown day';
  if (warning === 'expired') return `ended on ${on}`;
  const left = daysUntil(on, now);
  return left === 0 ? `ends today, ${on}` : `ends on ${on}, in ${days(left)}`;
};

const subjectOf = ({ warning, entry }: CredentialNotice, kind: string, now: Date): string => {
  if (warning === 'refused') return `Vectis: Microsoft refuses a ${kind}`;
  if (warning === 'expired') return `Vectis: a ${kind} has ended`;
  return `Vectis: a ${kind} ends in ${days(daysUntil(entry.expiresOn ?? '', now))}`;
};

/** Which one it is, and how it is replaced, so that whoever is woken needs nothing else. */
const textOf = (told: CredentialNotice, kind: string, now: Date): string => {
  const { entry, msp, connection, warning } = told;
  const whose =
    connection === undefined
      ? `of the application that ${msp.name} publishes, with which all tenants that consented to it are read`
      : `with which ${connection.tenantName ?? connection.tenantId} is read`;
  const route =
    connection === undefined ? 'PUT /v1/publisher-app' : `PUT /v1/connections/${connection.connectionId}/credential`;
  return [
    `The ${kind} ${whose}, ${happened(told, now)}.`,
    '',
    `MSP          ${msp.name} (${entry.mspId})`,
    ...(connection === undefined
      ? []
      : [
          `Connection   ${connection.connectionId}`,
          `Tenant       ${connection.tenantId}`,
          `Application  ${connection.clientId}`,
        ]),
    '',
    'What to do',
    '1. https://entra.microsoft.com, signed in to the tenant of the application: Applications, App registrations,',
    '   All applications, the application above, Certificates & secrets.',
    `2. Add a new ${kind}. Of a client secret copy the Value, which is shown once; not the Secret ID.`,
    `3. Hand it over: ${route}, or the page of the connection. Microsoft is asked first; the old one is`,
    '   kept until the new one was taken.',
    '4. Only then delete the old one in Entra.',
    '',
    `More: docs/runbooks/${runbooks[warning]}.md`,
  ].join('\n');
};

export const toAnnouncement = (told: CredentialNotice, now: Date): Announcement => {
  const { entry, connection, warning } = told;
  const kind = connection?.credential.kind === 'certificate' ? 'certificate' : 'client secret';
  const code = warning === 'refused' ? connection?.credential.code : undefined;
  return {
    subject: subjectOf(told, kind, now),
    text: textOf(told, kind, now),
    event: {
      type: warning === 'refused' ? 'credential.refused' : 'credential.expiring',
      detail: {
        mspId: entry.mspId,
        holder: entry.holder,
        ...(connection === undefined
          ? {}
          : { connectionId: connection.connectionId, tenantId: connection.tenantId, clientId: connection.clientId }),
        kind,
        warning,
        expiresOn: entry.expiresOn,
        ...(code === undefined ? {} : { code: isErrorCode(code) ? publicCode(code) : code }),
      },
    },
  };
};
