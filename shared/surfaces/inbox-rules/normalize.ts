import type { z } from 'zod';
import { isExternalAddress } from '#shared/kernel/domain.ts';
import { receivedAddress } from '#shared/kernel/received-address.ts';
import type { FlaggedRule, RawRule } from './schema.ts';
import { isSuspiciousName, suspiciousWordsIn } from './suspicious-words.ts';

type Raw = z.output<typeof RawRule>;
type Actions = NonNullable<Raw['actions']>;
type Recipients = Actions['forwardTo'];

const maxNameLength = 100;

/** X500 and empty addresses are internal. An address without a usable domain is external (rules 22). */
const outsideOf = (recipients: Recipients, verifiedDomains: readonly string[]): readonly string[] =>
  recipients.flatMap(({ emailAddress }) => {
    const received = receivedAddress(emailAddress?.address);
    if (received?.kind === 'unusable') return [received.text];
    return received?.kind === 'smtp' && isExternalAddress(received.address, verifiedDomains) ? [received.address] : [];
  });

const forwardingOf = (actions: Actions | null | undefined, verifiedDomains: readonly string[]) => {
  const actionsWithRecipients = [
    ['forward', actions?.forwardTo],
    ['redirect', actions?.redirectTo],
    ['attachment', actions?.forwardAsAttachmentTo],
  ] as const;
  const forwarding = actionsWithRecipients.map(([via, recipients]) => ({
    via,
    outside: outsideOf(recipients ?? [], verifiedDomains),
  }));
  return {
    outside: [...new Set(forwarding.flatMap(({ outside }) => outside))].sort(),
    via: forwarding.filter(({ outside }) => outside.length > 0).map(({ via }) => via),
  };
};

const hidesOf = (actions: Actions | null | undefined): FlaggedRule['hides'] => [
  ...(actions?.delete === true ? ['delete' as const] : []),
  ...(actions?.permanentDelete === true ? ['permanent-delete' as const] : []),
  ...((actions?.moveToFolder ?? null) === null ? [] : ['move' as const]),
  ...(actions?.markAsRead === true ? ['mark-read' as const] : []),
];

/** Null, false and an empty list mean that the condition is not set. */
const isSet = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);

const textsOf = ({ conditions }: Raw): readonly string[] => [
  ...(conditions?.subjectContains ?? []),
  ...(conditions?.bodyContains ?? []),
  ...(conditions?.bodyOrSubjectContains ?? []),
];

/** Undefined for a rule that is not flagged, because such rules are not stored (rules 22 and 23). */
export const normalize = (raw: Raw, verifiedDomains: readonly string[]): FlaggedRule | undefined => {
  const rule: FlaggedRule = {
    ruleId: raw.id,
    name: raw.displayName?.slice(0, maxNameLength) ?? null,
    isEnabled: raw.isEnabled,
    hasError: raw.hasError,
    ...forwardingOf(raw.actions, verifiedDomains),
    hides: hidesOf(raw.actions),
    hasCondition: Object.entries(raw.conditions ?? {}).some(([, value]) => isSet(value)),
    keywords: suspiciousWordsIn(textsOf(raw)),
    hasSuspiciousName: isSuspiciousName(raw.displayName),
  };
  const hidesMail = rule.hides.some((action) => action !== 'mark-read');
  const isHiding = rule.isEnabled && hidesMail && (rule.keywords.length > 0 || rule.hasSuspiciousName);
  return rule.outside.length > 0 || isHiding ? rule : undefined;
};
