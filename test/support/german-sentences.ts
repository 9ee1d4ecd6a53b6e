// cspell:disable
import type { Language } from '#shared/kernel/render-message.ts';

/** A second language, for some of the sentences: what a page needs to say a finding in German. */
export const german: Language = {
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
  terms: {
    'list.more': '{count, plural, one {# weitere} other {# weitere}}',
    'unnamed.other': 'ein Objekt ohne Namen',
    'level.high': 'hoch',
    'level.medium': 'mittel',
    'level.low': 'niedrig',
    'level.unknown': 'unbekannt',
  },
};

const costs = '{cost, select, none {; ein Preis ist nicht gesetzt} other {, laut Preisliste {cost, money} im Jahr}}';

export const germanMessages: Readonly<Record<string, string>> = {
  'admins.none-stale/idle':
    '{user} hat sich seit {days, plural, one {# Tag} other {# Tagen}} nicht angemeldet und hat {roles, list}.',
  'admins.no-standing-access/permanent': '{user} hat dauerhaft {roles, list}.',
  'alerts.none-active/active':
    '{alert}: gemeldet am {createdAt, instant}, {inProgress, select, yes {in Bearbeitung} other {unbearbeitet}}.',
  'connection.credential-valid/expiring':
    '{kind, select, secret {Der geheime Clientschlüssel} certificate {Das Zertifikat} other {Die Verbundidentität}} läuft am {on, date} ab.',
  'licenses.none-unassigned/unassigned': `{unassigned, number} von {paid, plural, one {# Lizenz} other {# Lizenzen}} für {product} {unassigned, plural, one {ist} other {sind}} nicht zugewiesen${costs}.`,
  'users.none-at-risk/at-risk':
    'Microsoft stuft das Risiko von {user} als {level, term, level} ein{confirmed, select, yes {, von einem Administrator bestätigt} other {}}.',
};
