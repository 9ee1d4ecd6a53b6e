import { z } from 'zod';
import { FindingAnswer } from '#shared/book/finding-answer.ts';
import { readAssigneeNames } from '#shared/book/member-names.ts';
import { belongsTo } from '#shared/book/ownership.ts';
import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { isNew, isOpen } from '#shared/judging/finding-row.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import { countOpen } from '#shared/judging/summary.ts';
import { OpenCounts } from '#shared/judging/tenant-summary.ts';
import { defineCard } from '../define-view.ts';

const worstShown = 5;

/** The number of open findings, and the worst ones. */
export const findings = defineCard({
  id: 'findings',
  surfaceIds: judgedSurfaces,
  factSurfaceIds: [],
  withFindings: true,
  shape: z.object({ open: OpenCounts, new: z.int().nonnegative(), worst: z.array(FindingAnswer) }),
  make: async ({ caller, customer, tenants, now }, deps) => {
    const open = tenants
      .flatMap(({ tenant, rows }) =>
        rows.filter((row) => isOpen(row) && belongsTo(customer, tenant.linked, row)).map((row) => ({ tenant, row })),
      )
      .sort((one, other) => (one.row.rank < other.row.rank ? -1 : 1));
    const worst = open.slice(0, worstShown);
    const shown = worst.map(({ row }) => row);
    const context = { now, memberNames: await readAssigneeNames(caller, shown, deps) };
    return {
      open: countOpen(open.map(({ row }) => row)),
      new: open.filter(({ row }) => isNew(row, now)).length,
      worst: worst.map(({ tenant, row }) => storedFindingAnswer(row, tenant, context)),
    };
  },
});
