import { admins } from './admins.ts';
import { communications } from './communications.ts';
import { conditionalAccess } from './conditional-access.ts';
import { devices } from './devices.ts';
import { directoryChanges } from './directory-changes.ts';
import { drift } from './drift.ts';
import { findings } from './findings.ts';
import { hardening } from './hardening.ts';
import { licenses } from './licenses.ts';
import { mfa } from './mfa.ts';
import { secureScore } from './secure-score.ts';
import { serviceHealth } from './service-health.ts';
import { sharing } from './sharing.ts';
import { threats } from './threats.ts';

/** Every card of the customer page, by its name in the response. A new one is a file and a line here. */
export const hubCards = {
  findings,
  threats,
  secureScore,
  conditionalAccess,
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
};
