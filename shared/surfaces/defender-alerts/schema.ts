import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawId, RawInstant, RawNonBlankText, RawOptionalId, rawEnum, rawList } from '../raw.ts';

/**
 * Who and what an alert is about. Microsoft has some forty kinds of evidence. These fields belong to those that name a
 * person, a mailbox or a device.
 */
const RawEvidence = z.object({
  userAccount: z.object({ userPrincipalName: RawNonBlankText, azureAdUserId: RawOptionalId }).nullish(),
  primaryAddress: RawNonBlankText,
  deviceDnsName: RawNonBlankText,
});

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/security-alert */
export const RawAlert = z.object({
  id: RawId,
  title: RawNonBlankText,
  category: RawNonBlankText,
  severity: rawEnum('high', 'medium', 'low', 'informational'),
  status: rawEnum('new', 'inProgress', 'resolved'),
  serviceSource: RawNonBlankText,
  incidentId: RawNonBlankText,
  alertWebUrl: RawNonBlankText,
  createdDateTime: RawInstant,
  lastUpdateDateTime: RawInstant,
  mitreTechniques: rawList(z.string()),
  evidence: rawList(RawEvidence),
});

/** The fact: one record per alert that is not resolved. */
export const DefenderAlert = z.object({
  alertId: z.string(),
  title: z.string().nullable(),
  /** Microsoft's category of the attack (`InitialAccess`, `Phishing`, …), opaque. */
  category: z.string().nullable(),
  severity: z.enum(['high', 'medium', 'low', 'informational', 'unknown']),
  status: z.enum(['new', 'inProgress', 'unknown']),
  /** The Defender product that raised it, in Microsoft's words. */
  source: z.string().nullable(),
  incidentId: z.string().nullable(),
  /** The alert in Microsoft's portal. */
  url: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  /** MITRE ATT&CK technique, `T1114.003`. */
  techniques: z.array(z.string()),
  users: z.array(z.object({ userId: z.string().nullable(), upn: z.string().nullable() })),
  mailboxes: z.array(z.string()),
  devices: z.array(z.string()),
});
export type DefenderAlert = z.output<typeof DefenderAlert>;
