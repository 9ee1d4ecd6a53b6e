import type { SimulatedMailbox } from '../../tenant.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';
import { openMailbox } from './mailbox-access.ts';

const settingsEntity: Entity<SimulatedMailbox> = {
  type: 'microsoft.graph.mailboxSettings',
  properties: {
    archiveFolder: () => null,
    automaticRepliesSetting: () => ({
      status: 'disabled',
      externalAudience: 'all',
      scheduledStartDateTime: { dateTime: '2025-01-01T08:00:00.0000000', timeZone: 'UTC' },
      scheduledEndDateTime: { dateTime: '2025-01-02T08:00:00.0000000', timeZone: 'UTC' },
      internalReplyMessage: '',
      externalReplyMessage: '',
    }),
    timeZone: () => 'UTC',
    language: () => ({ locale: 'en-US', displayName: 'English (United States)' }),
    workingHours: () => ({
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '08:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone: { name: 'UTC' },
    }),
    dateFormat: () => 'MM/dd/yyyy',
    timeFormat: () => 'hh:mm tt',
    delegateMeetingMessageDeliveryOptions: () => 'sendToDelegateOnly',
    userPurpose: ({ purpose }) => purpose,
  },
};

/** https://learn.microsoft.com/graph/api/user-get-mailboxsettings */
export const mailboxSettings: Resource = {
  template: '/users/{id}/mailboxSettings',
  service: 'outlook',
  mailboxParam: 'id',
  scopes: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
  refusal: 'exchange',
  answer(call) {
    const opened = openMailbox(call);
    if (opened.refused !== undefined) return opened.refused;
    const context = `users('${opened.user.id}')/mailboxSettings*`;
    return answerSingle(call, { entity: settingsEntity, item: opened.mailbox, context });
  },
};
