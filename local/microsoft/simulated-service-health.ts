/** An incident or advisory as Microsoft tells it; the same one, with the same id, in every tenant of a region. */
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
  /** Set when it is over. */
  endsAt: string | null;
}

/** An incident that goes on; say what shall differ. */
export const anIssue = (
  wish: Pick<SimulatedServiceIssue, 'id' | 'title' | 'service' | 'startsAt'> & Partial<SimulatedServiceIssue>,
): SimulatedServiceIssue => ({
  classification: 'incident',
  status: 'serviceDegradation',
  feature: 'Access',
  impactDescription: `${wish.title}.`,
  updatedAt: wish.startsAt,
  endsAt: null,
  ...wish,
});
