import type { RemediationStep } from './remediation.ts';

/* Steps after somebody else used a mailbox. */

export const blockMailboxOwner: RemediationStep = {
  text: 'Block sign-in for the owner, unless the owner confirms the rule by phone right away.',
  who: 'User Administrator',
  whoForAdmins: 'Privileged Authentication Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Overview > Account status > Edit',
  link: 'entra.users.user',
  minutes: 3,
  powershell: { module: 'graph', commands: ['Update-MgUser -UserId <userId> -AccountEnabled:$false'] },
  phase: 'contain',
};

export const exportInboxRules: RemediationStep = {
  text: 'Export every inbox rule, hidden ones included, before any change; only Exchange PowerShell can.',
  who: 'Exchange Administrator',
  where: 'Exchange Online PowerShell',
  minutes: 5,
  powershell: {
    module: 'exchange',
    commands: [
      'Get-InboxRule -Mailbox <user> -IncludeHidden | Export-Clixml rules.xml',
      'Get-InboxRule -Mailbox <user> -IncludeHidden | Format-List Name,RuleIdentity,Enabled,Description',
    ],
  },
  phase: 'preserve',
};

export const saveForwarding: RemediationStep = {
  text: 'Save the forwarding settings of the mailbox.',
  who: 'Exchange Administrator',
  where: 'Exchange Online PowerShell',
  minutes: 3,
  powershell: { module: 'exchange', commands: ['Get-Mailbox <user> | Format-List Forwarding*,DeliverTo*'] },
  phase: 'preserve',
};

export const noteRule: RemediationStep = {
  text: 'Note in the ticket when the rule appeared, from which network address it was made, and whom you called when.',
  who: 'No role needed',
  where: 'Ticket',
  minutes: 5,
  phase: 'preserve',
};

export const searchAuditLog: RemediationStep = {
  text: 'Search the audit log for the person without an activity filter, from a week before the rule appeared, and export it.',
  who: 'Compliance Administrator',
  where: 'Microsoft Defender portal > Audit',
  link: 'defender.audit',
  minutes: 20,
  powershell: {
    module: 'exchange',
    commands: [
      'Search-UnifiedAuditLog -StartDate <start> -EndDate <end> -UserIds <user> -SessionCommand ReturnLargeSet | Export-Csv audit.csv',
    ],
  },
  phase: 'preserve',
};

export const disableRule: RemediationStep = {
  text: 'Disable the rule by the identity that the export shows; this also deletes rules that run only in classic Outlook.',
  who: 'Exchange Administrator',
  where: 'Exchange Online PowerShell',
  minutes: 3,
  powershell: {
    module: 'exchange',
    commands: [
      'Disable-InboxRule -Mailbox <user> -Identity <ruleIdentity> -AlwaysDeleteOutlookRulesBlob -Confirm:$false',
    ],
  },
  phase: 'remove',
};

export const removeRule: RemediationStep = {
  text: 'Remove the rule; never touch "Junk E-Mail Rule" or rules whose name begins with Microsoft.Exchange.OOF.',
  who: 'Exchange Administrator',
  where: 'Exchange Online PowerShell',
  minutes: 3,
  powershell: {
    module: 'exchange',
    commands: ['Remove-InboxRule -Mailbox <user> -Identity <ruleIdentity> -AlwaysDeleteOutlookRulesBlob'],
  },
  phase: 'remove',
};

export const traceSentMail: RemediationStep = {
  text: 'Trace what the mailbox sent since the first suspicious sign-in, and list the recipients; one query covers ten days.',
  who: 'Security Reader',
  where: 'Microsoft Defender portal > Email & collaboration > Exchange message trace',
  link: 'defender.message-trace',
  minutes: 15,
  powershell: {
    module: 'exchange',
    commands: ['Get-MessageTraceV2 -SenderAddress <user> -StartDate <start> -EndDate <end>'],
  },
  phase: 'look',
  unverified: 'Least role for the trace in the Defender portal; Exchange Administrator is certain.',
};

export const checkDelegates: RemediationStep = {
  text: 'Check who else has access to the mailbox.',
  who: 'Exchange Administrator',
  where: 'Exchange admin center > Recipients > Mailboxes > the mailbox > Delegation',
  link: 'exchange.mailboxes.mailbox',
  minutes: 5,
  powershell: { module: 'exchange', commands: ['Get-MailboxPermission <user>', 'Get-RecipientPermission <user>'] },
  phase: 'look',
};

export const checkMailFlowRules: RemediationStep = {
  text: 'Check the mail flow rules of the whole organization for the same outside address.',
  who: 'Exchange Administrator',
  where: 'Exchange admin center > Mail flow > Rules',
  link: 'exchange.transport-rules',
  minutes: 5,
  powershell: {
    module: 'exchange',
    commands: ['Get-TransportRule | Format-List Name,State,RedirectMessageTo,BlindCopyTo'],
  },
  phase: 'look',
};

export const warnRecipients: RemediationStep = {
  text: 'Have the customer warn the recipients, above all those who were sent invoices or bank details.',
  who: 'No role needed',
  where: 'By phone, on a number known before the incident',
  minutes: 30,
  phase: 'tell',
};

export const forbidForwarding: RemediationStep = {
  text: 'Set automatic forwarding to "Off - Forwarding is disabled"; give people who need it a policy of their own.',
  who: 'Security Administrator',
  where:
    'Microsoft Defender portal > Email & collaboration > Policies & rules > Threat policies > Anti-spam > Anti-spam outbound policy (Default) > Edit protection settings',
  link: 'defender.anti-spam',
  minutes: 10,
  powershell: {
    module: 'exchange',
    commands: ['Set-HostedOutboundSpamFilterPolicy -Identity Default -AutoForwardingMode Off'],
  },
  phase: 'prevent',
};

export const unblockSending: RemediationStep = {
  text: 'Unblock the mailbox if Microsoft stopped it from sending.',
  who: 'Security Administrator',
  where: 'Microsoft Defender portal > Email & collaboration > Review > Restricted entities',
  link: 'defender.restricted-entities',
  minutes: 5,
  powershell: { module: 'exchange', commands: ['Remove-BlockedSenderAddress -SenderAddress <user>'] },
  phase: 'prevent',
};
