import type { Announcement } from '#shared/aws/announcer.ts';
import { type CredentialWarning, daysUntil } from '#shared/kernel/credential-warning.ts';
import { errorDefinition, isErrorCode, publicCode } from '#shared/kernel/errors.ts';
import { portalLink } from '#shared/portals/portal-link.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { ExpiryEntry } from '#shared/store/directory-expiry.ts';
import type { Msp } from '#shared/store/msp-store.ts';

/** A credential that needs attention, with the records that name it. */
export interface CredentialNotice {
  readonly entry: ExpiryEntry;
  readonly msp: Msp;
  /** Undefined for the publisher app of the MSP. */
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

const statusOf = ({ warning, entry, connection }: CredentialNotice, now: Date): string => {
  if (warning === 'refused') {
    const code = connection?.credential.code;
    const why = code === undefined ? 'without a reason' : isErrorCode(code) ? errorDefinition(code).title : code;
    return `is refused by Microsoft (${why})`;
  }
  const on = entry.expiresOn ?? 'an unknown date';
  if (warning === 'expired') return `expired on ${on}`;
  const left = daysUntil(on, now);
  return left === 0 ? `expires today, ${on}` : `expires on ${on}, in ${days(left)}`;
};

const subjectOf = ({ warning, entry }: CredentialNotice, kind: string, now: Date): string => {
  if (warning === 'refused') return `Vectis: Microsoft refuses a ${kind}`;
  if (warning === 'expired') return `Vectis: a ${kind} has expired`;
  return `Vectis: a ${kind} expires in ${days(daysUntil(entry.expiresOn ?? '', now))}`;
};

/** The page on which the credential is replaced. The tenant in which a publisher app is registered is not known. */
const credentialPage = (connection: Connection | undefined): readonly string[] => {
  const page = 'Entra ID > App registrations > the app > Certificates & secrets.';
  if (connection === undefined)
    return ['1. In the Microsoft Entra admin center of the tenant in which the app is registered, open', `   ${page}`];
  const { tenantId, cloud, clientId: appId } = connection;
  const tenant = { tenantId, cloud, initialDomain: null, sharePointPrefix: null };
  return [
    '1. In the Microsoft Entra admin center, open',
    `   ${page}`,
    `   ${portalLink('entra.app-registrations.app.credentials', tenant, { appId }).url}`,
  ];
};

/** The message names the credential and the steps to replace it, so that the reader needs nothing else. */
const textOf = (notice: CredentialNotice, kind: string, now: Date): string => {
  const { entry, msp, connection, warning } = notice;
  const whose =
    connection === undefined
      ? `of the publisher app of ${msp.name}, which reads all tenants that consented to it`
      : `that reads the tenant ${connection.tenantName ?? `with the id ${connection.tenantId}`}`;
  const route =
    connection === undefined ? 'PUT /v1/publisher-app' : `PUT /v1/connections/${connection.connectionId}/credential`;
  return [
    `The ${kind} ${whose}, ${statusOf(notice, now)}.`,
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
    ...credentialPage(connection),
    `2. Add a new ${kind}. For a client secret, copy the Value, which is shown only once, not the Secret ID.`,
    `3. Enter it: ${route}, or the page of the connection. It is verified with Microsoft first; the old one is`,
    '   kept until the new one is accepted.',
    '4. Then delete the old one in Entra.',
    '',
    `More: docs/runbooks/${runbooks[warning]}.md`,
  ].join('\n');
};

export const toAnnouncement = (notice: CredentialNotice, now: Date): Announcement => {
  const { entry, connection, warning } = notice;
  const kind = connection?.credential.kind === 'certificate' ? 'certificate' : 'client secret';
  const code = warning === 'refused' ? connection?.credential.code : undefined;
  return {
    subject: subjectOf(notice, kind, now),
    text: textOf(notice, kind, now),
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
