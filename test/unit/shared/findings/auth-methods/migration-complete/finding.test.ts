import { migrationComplete } from '#shared/findings/auth-methods/migration-complete/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(migrationComplete, 'authentication-methods', [
  ['the move begun', { migration: 'in-progress' }, 'warn'],
  ['the move not begun', { migration: 'not-begun' }, 'fail'],
  ['nothing to move', { migration: null }, 'pass'],
  ['a word that is not known', { migration: 'unknown' }, 'unknown'],
]);
