import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open the device, and read which setting it breaks.',
      who: 'Read Only Operator (Intune role)',
      where: 'Microsoft Intune admin center > Devices > All devices > the device > Device compliance',
      link: 'intune.devices.device',
      minutes: 5,
    },
    {
      text: 'Have the user repair what is named: update, encryption, or a screen lock.',
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 15,
    },
    {
      text: 'Select Sync, so that Intune checks the device again.',
      who: 'Help Desk Operator (Intune role)',
      where: 'Microsoft Intune admin center > Devices > All devices > the device > Sync',
      link: 'intune.devices.device',
      minutes: 2,
    },
    {
      text: 'Look at the whole list, if many devices break the same rule.',
      who: 'Read Only Operator (Intune role)',
      where: 'Microsoft Intune admin center > Devices > Monitor > Noncompliant devices',
      link: 'intune.devices.compliance',
      minutes: 5,
    },
  ],
  verify: 'The device shows Compliant; it can take up to a day. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if many devices fail the same rule at once: the policy may be wrong.',
  verifiedOn: '2026-11-30',
  unverified:
    "Microsoft's page was read in a version of 2024-05, the path in a lab of 2026-10; the least Intune roles come from older pages.",
  sources: ['https://learn.microsoft.com/intune/intune-service/protect/compliance-policy-monitor'],
};
