import { admins } from './admins/view.ts';
import { communications } from './communications/card.ts';
import { conditionalAccess } from './conditional-access/view.ts';
import type { Card, View } from './define-view.ts';
import { devices } from './devices/view.ts';
import { directoryChanges } from './directory-changes/view.ts';
import { drift } from './drift/card.ts';
import { findings } from './findings/card.ts';
import { hardening } from './hardening/view.ts';
import { licenses } from './licenses/view.ts';
import { mfa } from './mfa/view.ts';
import { secureScore } from './secure-score/view.ts';
import { serviceHealth } from './service-health/view.ts';
import { sharing } from './sharing/view.ts';
import { signInCoverage } from './sign-in-coverage/view.ts';
import { threats } from './threats/view.ts';
import { verdicts } from './verdicts/view.ts';

/**
 * The views of a customer in the order of their cards on the customer page, and the cards without a page of their own.
 * A new one is a folder and a line here.
 */
const registry: readonly (View | Card)[] = [
  findings,
  threats,
  secureScore,
  conditionalAccess,
  signInCoverage,
  mfa,
  admins,
  hardening,
  licenses,
  communications,
  serviceHealth,
  sharing,
  devices,
  directoryChanges,
  drift,
  verdicts,
];

const isView = (entry: View | Card): entry is View => 'route' in entry;

export const views: readonly View[] = registry.filter(isView);

export const cards: readonly Card[] = registry.flatMap((entry) => (isView(entry) ? (entry.card ?? []) : entry));
