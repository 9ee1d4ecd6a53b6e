import { hasPlan } from '#local/microsoft/simulated-skus.ts';
import type { SimulatedDevice } from '../../managed-device.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { licenseMissing } from '../graph-errors.ts';
import type { Resource } from '../graph-resource.ts';
import { findUser } from './user-entity.ts';

/** How Intune writes "never" in a date. */
const never = '9999-12-31T23:59:59Z';
const epoch = '0001-01-01T00:00:00Z';

const deviceEntity: Entity<SimulatedDevice> = {
  type: 'microsoft.graph.managedDevice',
  always: ['@odata.type'],
  properties: {
    '@odata.type': () => '#microsoft.graph.managedDevice',
    id: ({ id }) => id,
    userId: ({ userId }) => userId,
    deviceName: ({ name }) => name,
    managedDeviceOwnerType: () => 'company',
    deviceActionResults: () => [],
    enrolledDateTime: ({ lastSyncAt }) => lastSyncAt,
    lastSyncDateTime: ({ lastSyncAt }) => lastSyncAt,
    operatingSystem: ({ operatingSystem }) => operatingSystem,
    complianceState: ({ complianceState }) => complianceState,
    jailBroken: () => 'Unknown',
    managementAgent: () => 'mdm',
    osVersion: ({ osVersion }) => osVersion,
    easActivated: () => false,
    easDeviceId: () => '',
    easActivationDateTime: () => epoch,
    azureADRegistered: () => true,
    deviceEnrollmentType: () => 'windowsAzureADJoin',
    activationLockBypassCode: () => null,
    emailAddress: ({ userId }, { tenant }) => findUser(tenant, userId)?.mail ?? '',
    azureADDeviceId: ({ id }) => id,
    deviceRegistrationState: () => 'registered',
    deviceCategoryDisplayName: () => '',
    isSupervised: () => false,
    exchangeLastSuccessfulSyncDateTime: () => epoch,
    exchangeAccessState: () => 'none',
    exchangeAccessStateReason: () => 'none',
    remoteAssistanceSessionUrl: () => null,
    remoteAssistanceSessionErrorDetails: () => null,
    isEncrypted: ({ isEncrypted }) => isEncrypted,
    userPrincipalName: ({ userId }, { tenant }) => findUser(tenant, userId)?.userPrincipalName ?? '',
    model: () => 'Model 5',
    manufacturer: () => 'Example Computers',
    imei: () => '',
    complianceGracePeriodExpirationDateTime: ({ graceEndsAt }) => graceEndsAt ?? never,
    serialNumber: ({ id }) => id.slice(0, 8),
    phoneNumber: () => '',
    androidSecurityPatchLevel: () => '',
    userDisplayName: ({ userId }, { tenant }) => findUser(tenant, userId)?.displayName ?? '',
    configurationManagerClientEnabledFeatures: () => null,
    wiFiMacAddress: () => '',
    deviceHealthAttestationState: () => null,
    subscriberCarrier: () => '',
    meid: () => '',
    totalStorageSpaceInBytes: () => 511_000_000_000,
    freeStorageSpaceInBytes: () => 301_000_000_000,
    managedDeviceName: ({ name }) => name,
    partnerReportedThreatState: () => 'unknown',
    iccid: () => null,
    udid: () => null,
    notes: () => null,
    ethernetMacAddress: () => null,
    physicalMemoryInBytes: () => 0,
  },
};

/** https://learn.microsoft.com/graph/api/intune-devices-manageddevice-list */
export const managedDevices: Resource = {
  template: '/deviceManagement/managedDevices',
  service: 'intune',
  scopes: ['DeviceManagementManagedDevices.Read.All'],
  refusal: 'intune',
  answer(call) {
    if (!hasPlan(call.tenant, 'INTUNE_A')) return licenseMissing.intune(call.now);
    return answerCollection(call, {
      entity: deviceEntity,
      items: call.tenant.devices,
      context: 'deviceManagement/managedDevices',
      options: ['$filter', '$top', '$count'],
      pageSize: { usual: 1000, max: 1000 },
      filterable: ['complianceState', 'operatingSystem', 'userId'],
    });
  },
};
