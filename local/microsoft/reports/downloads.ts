import type { Clock } from '#shared/kernel/clock.ts';
import { guidOf } from '../random.ts';

/** Lifetime of a download link. */
const linkLifetimeSeconds = 300;

/** The published reports of the reports host. Whoever has the link may download one. */
export const openDownloads = (clock: Clock) => {
  const reports = new Map<string, { readonly text: string; readonly untilMilliseconds: number }>();
  let count = 0;
  return {
    /** Stores a report. Returns the path of its download link. */
    publish(text: string): string {
      const now = clock.now().getTime();
      for (const [path, { untilMilliseconds }] of reports) if (untilMilliseconds <= now) reports.delete(path);
      count += 1;
      const path = `/data/download/${guidOf(`download ${count}`).replaceAll('-', '')}`;
      reports.set(path, { text, untilMilliseconds: now + linkLifetimeSeconds * 1000 });
      return path;
    },
    read(path: string): string | undefined {
      const found = reports.get(path);
      return found !== undefined && found.untilMilliseconds > clock.now().getTime() ? found.text : undefined;
    },
  };
};

export type Downloads = ReturnType<typeof openDownloads>;
