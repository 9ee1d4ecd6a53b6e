import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { ManagedDevice } from '#shared/surfaces/managed-devices/schema.ts';
import { Section } from '../section.ts';
import { SubjectStatus } from '../subject-status.ts';

const [DeviceFact, CountsFact] = ManagedDevice.options;

/** A device that is not compliant, or whose compliance is not known. */
const Device = DeviceFact.omit({ kind: true, state: true })
  .extend({ ...TenantRef.shape, compliance: DeviceFact.shape.state, user: z.string().nullable() })
  .extend(SubjectStatus.shape);

const DeviceCounts = CountsFact.omit({ kind: true }).meta({
  id: 'DeviceCounts',
  description: 'Devices by compliance.',
});

export const DevicesView = z.object({
  /** All managed devices; null if those of a tenant could not be read. */
  counts: DeviceCounts.nullable(),
  /** Null if there are none, or they could not be read. */
  compliantPercent: z.number().nullable(),
  /** The devices that need attention, worst first. */
  devices: Section(Device),
});
DevicesView.register(z.globalRegistry, { id: 'Devices', description: 'The managed devices of a customer.' });
