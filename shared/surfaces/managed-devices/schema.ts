import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawId, RawNonBlankText, RawOptionalInstant, rawEnum, rawRequiredEnum } from '../raw.ts';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/intune-devices-manageddevice */
export const RawDevice = z.object({
  id: RawId,
  deviceName: RawNonBlankText,
  userId: RawNonBlankText.transform((id) => id?.toLowerCase() ?? null),
  complianceState: rawRequiredEnum(
    'compliant',
    'noncompliant',
    'inGracePeriod',
    'conflict',
    'error',
    'configManager',
    'unknown',
  ),
  complianceGracePeriodExpirationDateTime: RawOptionalInstant,
  operatingSystem: RawNonBlankText,
  osVersion: RawNonBlankText,
  managedDeviceOwnerType: rawEnum('company', 'personal'),
  isEncrypted: z.boolean().nullish(),
  lastSyncDateTime: RawOptionalInstant,
});

const State = z.enum(['noncompliant', 'in-grace', 'conflict', 'error', 'configuration-manager', 'unknown']);

/** A device that is not known to be compliant. */
const Device = z.object({
  kind: z.literal('device'),
  deviceId: z.string(),
  name: z.string(),
  userId: z.string().nullable(),
  state: State,
  /** The end of the grace period. Null where there is none. */
  graceEndsAt: Instant.nullable(),
  operatingSystem: z.string().nullable(),
  osVersion: z.string().nullable(),
  owner: z.enum(['company', 'personal', 'unknown']),
  isEncrypted: z.boolean().nullable(),
  lastSyncAt: Instant.nullable(),
});
export type Device = z.output<typeof Device>;

/** Counts of all managed devices, including compliant ones. */
const Counts = z.object({
  kind: z.literal('counts'),
  devices: z.int(),
  compliant: z.int(),
  noncompliant: z.int(),
  inGrace: z.int(),
  /** In conflict, in error, managed by another system, or not evaluated yet. */
  notKnown: z.int(),
});
export type Counts = z.output<typeof Counts>;

/** Users with a managed device in any state. They are in several records, because a record has a maximum size. */
const Owners = z.object({ kind: z.literal('owners'), part: z.int().min(0), userIds: z.array(z.string()) });
export type Owners = z.output<typeof Owners>;

/** The fact: one record per device that needs attention, one with the counts, and those with the owners. */
export const ManagedDevice = z.discriminatedUnion('kind', [Device, Counts, Owners]);
export type ManagedDevice = z.output<typeof ManagedDevice>;
