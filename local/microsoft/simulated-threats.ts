/** An alert of Defender. */

export interface SimulatedAlert {
  readonly id: string;
  title: string;
  category: string;
  severity: 'unknown' | 'informational' | 'low' | 'medium' | 'high';
  status: 'new' | 'inProgress' | 'resolved';
  /** `microsoftDefenderForOffice365`, `microsoftDefenderForEndpoint`, … */
  serviceSource: string;
  createdAt: string;
  updatedAt: string;
  techniques: string[];
  /** Object ids of users of the tenant. */
  userIds: string[];
  devices: string[];
}

export interface SimulatedRisk {
  readonly userId: string;
  level: 'low' | 'medium' | 'high' | 'hidden' | 'none';
  state: 'none' | 'confirmedSafe' | 'remediated' | 'dismissed' | 'atRisk' | 'confirmedCompromised';
  detail: string;
  updatedAt: string;
}

/** One row of the directory's audit log. One action of a user can write several rows with one `correlationId`. */
export interface SimulatedAudit {
  readonly id: string;
  correlationId: string;
  activity: string;
  category: string;
  operation: 'Add' | 'Assign' | 'Update' | 'Delete' | 'Unassign';
  result: 'success' | 'failure';
  service: string;
  at: string;
  by:
    | { readonly kind: 'user'; readonly id: string; readonly upn: string; readonly name: string }
    | { readonly kind: 'app'; readonly id: string; readonly name: string };
  targets: SimulatedTarget[];
}

export interface SimulatedTarget {
  readonly id: string;
  readonly type: string;
  readonly name: string | null;
  readonly upn?: string;
  /** Values are JSON texts, as in Graph. */
  readonly changes?: readonly {
    readonly name: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}
