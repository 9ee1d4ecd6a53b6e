import type { Clock } from '#shared/kernel/clock.ts';
import { guidOf } from '../random.ts';

/** A link lives so long. */
const lifeSeconds = 300;

/** What the host of reports hands out to whoever has the link. */
export const openDownloads = (clock: Clock) => {
  const waiting = new Map<string, { readonly text: string; readonly untilMilliseconds: number }>();
  let count = 0;
  return {
    /** The path at which the text lies from now on. */
    publish(text: string): string {
      const now = clock.now().getTime();
      for (const [path, { untilMilliseconds }] of waiting) if (untilMilliseconds <= now) waiting.delete(path);
      count += 1;
      const path = `/data/download/${guidOf(`download ${count}`).replaceAll('-', '')}`;
      waiting.set(path, { text, untilMilliseconds: now + lifeSeconds * 1000 });
      return path;
    },
    read(path: string): string | undefined {
      const found = waiting.get(path);
      return found !== undefined && found.untilMilliseconds > clock.now().getTime() ? found.text : undefined;
    },
  };
};

export type Downloads = ReturnType<typeof openDownloads>;
