import { z } from 'zod';
import { SharingView } from '#shared/views/sharing/shape.ts';
import { sharingSurfaces, sharingView } from '#shared/views/sharing/view.ts';
import { hubCard } from '../card.ts';

const Count = z.int().nonnegative();

/** The sharing level, and the verdicts of the settings over all tenants. */
export const sharing = hubCard({
  surfaceIds: sharingSurfaces,
  shape: SharingView.pick({ sharing: true }).extend({ checks: z.object({ pass: Count, warn: Count, fail: Count }) }),
  make: (of) => {
    const view = sharingView(of);
    const checks = view.tenants.flatMap((tenant) => tenant.checks);
    const count = (kind: string) => checks.filter(({ verdict }) => verdict === kind).length;
    return { sharing: view.sharing, checks: { pass: count('pass'), warn: count('warn'), fail: count('fail') } };
  },
});
