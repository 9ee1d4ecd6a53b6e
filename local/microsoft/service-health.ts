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
