import type { SimulatedAudit, SimulatedTarget } from '#local/microsoft/simulated-threats.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';

const targetResource = ({ id, type, name, upn, changes = [] }: SimulatedTarget) => ({
  id,
  displayName: name,
  type,
  userPrincipalName: upn ?? null,
  groupType: null,
  modifiedProperties: changes.map(({ name: displayName, before: oldValue, after: newValue }) => ({
    displayName,
    oldValue,
    newValue,
  })),
});

const auditEntity: Entity<SimulatedAudit> = {
  type: 'microsoft.graph.directoryAudit',
  properties: {
    id: ({ id }) => id,
    category: ({ category }) => category,
    correlationId: ({ correlationId }) => correlationId,
    result: ({ result }) => result,
    resultReason: () => '',
    activityDisplayName: ({ activity }) => activity,
    activityDateTime: ({ at }) => at.replace('Z', '5374Z'),
    loggedByService: ({ service }) => service,
    operationType: ({ operation }) => operation,
    initiatedBy: ({ by }) =>
      by.kind === 'user'
        ? {
            app: null,
            user: {
              id: by.id,
              displayName: by.name,
              userPrincipalName: by.upn,
              ipAddress: '192.0.2.44',
              userType: null,
              homeTenantId: null,
              homeTenantName: null,
            },
          }
        : {
            user: null,
            app: { appId: null, displayName: by.name, servicePrincipalId: by.id, servicePrincipalName: null },
          },
    targetResources: ({ targets }) => targets.map(targetResource),
    additionalDetails: () => [{ key: 'User-Agent', value: 'EvoSTS' }],
  },
};

/** Retention of the log without Entra ID P1. With P1 it is 30 days, which the product never requests. */
const retentionDays = 7;

/** The directory's audit log, newest first. https://learn.microsoft.com/graph/api/directoryaudit-list */
export const directoryAudits: Resource = {
  template: '/auditLogs/directoryAudits',
  service: 'reports',
  scopes: ['AuditLog.Read.All'],
  refusal: 'reports',
  answer: (call) => {
    const since = call.now.getTime() - retentionDays * 86_400_000;
    return answerCollection(call, {
      entity: auditEntity,
      items: call.tenant.audits
        .filter(({ at }) => Date.parse(at) >= since)
        .toSorted((left, right) => (left.at < right.at ? 1 : -1)),
      context: 'auditLogs/directoryAudits',
      options: ['$filter', '$orderby', '$top'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['activityDateTime', 'activityDisplayName', 'category', 'correlationId', 'loggedByService', 'result'],
      orderable: ['activityDateTime'],
    });
  },
};
