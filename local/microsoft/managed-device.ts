import { guidOf } from './random.ts';

/** A device that Intune manages. */
export interface SimulatedDevice {
  readonly id: string;
  name: string;
  userId: string;
  complianceState: 'compliant' | 'noncompliant' | 'inGracePeriod' | 'unknown' | 'conflict' | 'error' | 'configManager';
  graceEndsAt: string | null;
  operatingSystem: string;
  osVersion: string;
  isEncrypted: boolean;
  lastSyncAt: string;
}

/** A compliant, encrypted Windows laptop. */
export const aLaptop = (user: { readonly id: string }, lastSyncAt: string): SimulatedDevice => {
  const id = guidOf(`laptop of ${user.id}`);
  return {
    id,
    name: `LT-${id.slice(0, 6).toUpperCase()}`,
    userId: user.id,
    complianceState: 'compliant',
    graceEndsAt: null,
    operatingSystem: 'Windows',
    osVersion: '10.0.26100.2314',
    isEncrypted: true,
    lastSyncAt,
  };
};
