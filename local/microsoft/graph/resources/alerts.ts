import { defenderPlans, hasPlan } from '#local/microsoft/simulated-skus.ts';
import type { SimulatedAlert } from '#local/microsoft/simulated-threats.ts';
import type { SimulatedTenant } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { notProvisioned } from '../graph-errors.ts';
import type { Resource } from '../graph-resource.ts';

const common = ({ createdAt }: SimulatedAlert) => ({
  createdDateTime: createdAt,
  verdict: 'suspicious',
  remediationStatus: 'none',
  remediationStatusDetails: null,
  roles: ['compromised'],
  detailedRoles: ['Main device'],
  tags: [],
});

const evidenceOf = (alert: SimulatedAlert, { users }: SimulatedTenant) => [
  ...alert.userIds.flatMap((id) => {
    const user = users.find((candidate) => candidate.id === id);
    if (user === undefined) return [];
    const { userPrincipalName, displayName } = user;
    const userAccount = {
      accountName: userPrincipalName.split('@')[0],
      azureAdUserId: id,
      displayName,
      userPrincipalName,
    };
    return [{ '@odata.type': '#microsoft.graph.security.userEvidence', ...common(alert), userAccount }];
  }),
  ...alert.devices.map((deviceDnsName) => ({
    '@odata.type': '#microsoft.graph.security.deviceEvidence',
    ...common(alert),
    firstSeenDateTime: alert.createdAt,
    mdeDeviceId: '73e7e2de709dff64ef64b1d0c30e67fab63279db',
    azureAdDeviceId: null,
    deviceDnsName,
    osPlatform: 'Windows11',
    osBuild: 26_100,
    version: '24H2',
    healthStatus: 'active',
    riskScore: 'medium',
    rbacGroupId: 75,
    rbacGroupName: 'UnassignedGroup',
    onboardingStatus: 'onboarded',
    defenderAvStatus: 'unknown',
    ipInterfaces: ['192.0.2.10'],
    loggedOnUsers: [],
    vmMetadata: null,
  })),
];

const alertEntity: Entity<SimulatedAlert> = {
  type: 'microsoft.graph.security.alert',
  properties: {
    '@odata.type': () => '#microsoft.graph.security.alert',
    id: ({ id }) => id,
    providerAlertId: ({ id }) => id,
    incidentId: ({ id }) => String(id.length * 1000),
    status: ({ status }) => status,
    severity: ({ severity }) => severity,
    classification: () => 'unknown',
    determination: () => 'unknown',
    serviceSource: ({ serviceSource }) => serviceSource,
    detectionSource: ({ serviceSource }) => serviceSource,
    detectorId: () => 'e0da400f-affd-43ef-b1d5-afc2eb6f2756',
    tenantId: (_alert, { tenant }) => tenant.tenantId,
    title: ({ title }) => title,
    description: ({ title }) => `${title}. This may be the work of an intruder.`,
    recommendedActions: () => 'Look at what happened before and after.',
    category: ({ category }) => category,
    assignedTo: () => null,
    alertWebUrl: ({ id }, { tenant }) => `https://security.microsoft.com/alerts/${id}?tid=${tenant.tenantId}`,
    incidentWebUrl: (_alert, { tenant }) => `https://security.microsoft.com/incidents/1?tid=${tenant.tenantId}`,
    actorDisplayName: () => null,
    threatDisplayName: () => null,
    threatFamilyName: () => null,
    mitreTechniques: ({ techniques }) => techniques,
    createdDateTime: ({ createdAt }) => createdAt.replace('Z', '7211Z'),
    lastUpdateDateTime: ({ updatedAt }) => updatedAt.replace('Z', '3266Z'),
    resolvedDateTime: ({ status, updatedAt }) => (status === 'resolved' ? updatedAt : null),
    firstActivityDateTime: ({ createdAt }) => createdAt,
    lastActivityDateTime: ({ updatedAt }) => updatedAt,
    comments: () => [],
    evidence: (alert, { tenant }) => evidenceOf(alert, tenant),
    systemTags: () => [],
  },
};

/**
 * Newest first. Without a Defender plan the service does not know the tenant.
 * https://learn.microsoft.com/graph/api/security-list-alerts_v2
 */
export const alerts: Resource = {
  template: '/security/alerts_v2',
  service: 'security',
  scopes: ['SecurityAlert.Read.All', 'SecurityAlert.ReadWrite.All'],
  refusal: 'security',
  answer: (call) =>
    defenderPlans.some((plan) => hasPlan(call.tenant, plan))
      ? answerCollection(call, {
          entity: alertEntity,
          items: call.tenant.alerts.toSorted((left, right) => (left.createdAt < right.createdAt ? 1 : -1)),
          context: 'security/alerts_v2',
          options: ['$count', '$filter', '$skip', '$top'],
          pageSize: { usual: 50, max: 1000 },
          filterable: [
            'assignedTo',
            'classification',
            'createdDateTime',
            'determination',
            'lastUpdateDateTime',
            'serviceSource',
            'severity',
            'status',
          ],
        })
      : notProvisioned(call.now),
};
