/** An incident or advisory of Microsoft; it has the same id in every tenant of a region. */
export interface SimulatedServiceIssue {
  readonly id: string;
  title: string;
  service: string;
  classification: 'incident' | 'advisory';
  status: 'serviceDegradation' | 'serviceInterruption' | 'investigating' | 'restoringService' | 'serviceRestored';
  feature: string;
  impactDescription: string;
  startsAt: string;
  updatedAt: string;
  /** Set when the issue is resolved. */
  endsAt: string | null;
}

/** An ongoing incident. */
export const anIssue = (
  overrides: Pick<SimulatedServiceIssue, 'id' | 'title' | 'service' | 'startsAt'> & Partial<SimulatedServiceIssue>,
): SimulatedServiceIssue => ({
  classification: 'incident',
  status: 'serviceDegradation',
  feature: 'Access',
  impactDescription: `${overrides.title}.`,
  updatedAt: overrides.startsAt,
  endsAt: null,
  ...overrides,
});
