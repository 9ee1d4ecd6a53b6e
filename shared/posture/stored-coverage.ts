import type { CoverageSnapshot } from './coverage-shape.ts';
import type { DayValue, DriftDay } from './drift.ts';

/** What earlier evaluations stored about the MFA coverage of a tenant. */
export interface StoredCoverage {
  /** The days before today that a fall is measured against and explained by, oldest first. */
  readonly daysBefore: readonly DriftDay[];
  /** What an earlier evaluation of today stored. */
  readonly today: DriftDay | undefined;
  /** The coverage that the last evaluation found. */
  readonly snapshot: CoverageSnapshot | undefined;
  /** By signal, the value before each fall that was found earlier and is not resolved. */
  readonly valuesBefore: ReadonlyMap<string, DayValue>;
}

/** The coverage of a tenant that was never judged, and of a posture that no finding judges. */
export const noStoredCoverage: StoredCoverage = {
  daysBefore: [],
  today: undefined,
  snapshot: undefined,
  valuesBefore: new Map(),
};
