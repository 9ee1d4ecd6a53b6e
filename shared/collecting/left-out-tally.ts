import type { LeftOut } from '#shared/surfaces/define-surface.ts';

export interface LeftOutCounts {
  readonly objects: number;
  readonly records: number;
}

/** What a read left out, with the fields and failure codes behind it, which are logged. */
export interface LeftOutTally extends LeftOut {
  counts(): LeftOutCounts;
  /** Distinct fields and codes, never a value. */
  causes(): readonly string[];
}

/** Fields and codes that are kept; the log needs examples, not all of them. */
const maxCauses = 10;

export const leftOutTally = (): LeftOutTally => {
  const counts = { objects: 0, records: 0 };
  const causes = new Set<string>();
  const note = (cause: string): void => {
    if (causes.size < maxCauses) causes.add(cause.replace(/\d+/g, '#'));
  };
  return {
    record(field) {
      counts.records += 1;
      note(field);
    },
    object(code) {
      counts.objects += 1;
      note(code);
    },
    counts: () => ({ ...counts }),
    causes: () => [...causes].toSorted(),
  };
};
