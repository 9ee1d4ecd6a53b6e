import type { Finding } from './define-finding.ts';

/** Every finding of the catalogue, in the order of `id`. An architecture test names the line that is missing. */
export const findings: readonly Finding[] = [];

export const findingOf = (id: string): Finding | undefined => findings.find((finding) => finding.id === id);
