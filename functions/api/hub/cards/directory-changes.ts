import { z } from 'zod';
import { ChangeCounts, ChangeLine } from '#shared/views/directory-changes/shape.ts';
import { changeCounts, changeLines, directoryChangesSurfaces } from '#shared/views/directory-changes/view.ts';
import { hubCard } from '../card.ts';

const linesShown = 5;

/** The number of changes in 7 days, and the newest ones. */
export const directoryChanges = hubCard({
  surfaceIds: directoryChangesSurfaces,
  shape: z.object({ counts: ChangeCounts, items: z.array(ChangeLine) }),
  make: ({ tenants }) => {
    const lines = changeLines(tenants);
    return { counts: changeCounts(tenants, lines), items: lines.slice(0, linesShown) };
  },
});
