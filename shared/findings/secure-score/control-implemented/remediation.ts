import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open the recommendation, and read what it asks for and whom it touches.',
      who: 'Security Reader',
      where: 'Microsoft Defender portal > Exposure management > Secure score > Recommended actions > the action',
      link: 'defender.secure-score.control',
      minutes: 5,
    },
    {
      text: "Agree with the customer's contact whether and when to carry it out.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Follow its implementation steps, with the role they name.',
      who: 'The role named in the recommendation',
      where:
        'Microsoft Defender portal > Exposure management > Secure score > Recommended actions > the action > Implementation',
      link: 'defender.secure-score.control',
      minutes: 30,
    },
    {
      text: 'If it will not be done, set the status to Risk accepted, Resolved through third party, or Resolved through alternate mitigation.',
      who: 'Security Administrator',
      where:
        'Microsoft Defender portal > Exposure management > Secure score > Recommended actions > the action > Edit status & action plan',
      link: 'defender.secure-score.control',
      minutes: 3,
    },
  ],
  verify:
    'The score rises within two days, or the action shows the new status. The next run of the product resolves the finding.',
  escalate: 'Stop and call the senior engineer if the recommendation changes sign-in or mail flow for everybody.',
  notes: [
    'A recommendation may belong to another portal; the link is the one that Microsoft gives, if it names the tenant.',
  ],
  verifiedOn: '2026-11-30',
  unverified: 'The least roles come from older pages of Microsoft.',
  sources: [
    'https://learn.microsoft.com/defender-xdr/microsoft-secure-score-improvement-actions',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
