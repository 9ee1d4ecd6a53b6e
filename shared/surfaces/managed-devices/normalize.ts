import type { z } from 'zod';
import type { Counts, Device, Owners, RawDevice } from './schema.ts';

type Raw = z.output<typeof RawDevice>;

const states: Readonly<Record<Exclude<Raw['complianceState'], 'compliant'>, Device['state']>> = {
  noncompliant: 'noncompliant',
  inGracePeriod: 'in-grace',
  conflict: 'conflict',
  error: 'error',
  configManager: 'configuration-manager',
  unknown: 'unknown',
};

/** Undefined for a device that is compliant. */
export const deviceOf = (raw: Raw): Device | undefined => {
  if (raw.complianceState === 'compliant') return undefined;
  return {
    kind: 'device',
    deviceId: raw.id,
    name: raw.deviceName ?? raw.id,
    userId: raw.userId,
    state: states[raw.complianceState],
    // Without a grace period Intune sends a date in the year 9999.
    graceEndsAt: raw.complianceState === 'inGracePeriod' ? raw.complianceGracePeriodExpirationDateTime : null,
    operatingSystem: raw.operatingSystem,
    osVersion: raw.osVersion,
    owner: raw.managedDeviceOwnerType,
    isEncrypted: raw.isEncrypted ?? null,
    lastSyncAt: raw.lastSyncDateTime,
  };
};

/** This many ids make a record of about 40 KB. */
const ownersInRecord = 1000;

/** Sorted by id, so that the records of an unchanged tenant do not change. */
export const ownersOf = (userIds: ReadonlySet<string>): Owners[] => {
  const sorted = [...userIds].sort();
  return Array.from({ length: Math.ceil(sorted.length / ownersInRecord) }, (_, part) => ({
    kind: 'owners',
    part,
    userIds: sorted.slice(part * ownersInRecord, (part + 1) * ownersInRecord),
  }));
};

export const noDevices: Counts = {
  kind: 'counts',
  devices: 0,
  compliant: 0,
  noncompliant: 0,
  inGrace: 0,
  notKnown: 0,
};

export const addToCounts = (counts: Counts, { complianceState: state }: Raw): Counts => ({
  ...counts,
  devices: counts.devices + 1,
  compliant: counts.compliant + (state === 'compliant' ? 1 : 0),
  noncompliant: counts.noncompliant + (state === 'noncompliant' ? 1 : 0),
  inGrace: counts.inGrace + (state === 'inGracePeriod' ? 1 : 0),
  notKnown: counts.notKnown + (['compliant', 'noncompliant', 'inGracePeriod'].includes(state) ? 0 : 1),
});
