import { z } from 'zod';
import { credentialRefusals } from '#shared/kernel/credential-refusals.ts';
import { date } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('connection.credential-valid', {
  refused: {
    message:
      'Microsoft refuses the {kind, select, secret {client secret} certificate {certificate} other {federated credential}}{why, select, SecretInvalid { because it is wrong} SecretExpired { because it has expired} AppNotFound { because the tenant does not know the application} TenantNotFound { because the tenant was not found} ConsentMissing { because admin consent is missing} AppBlocked { because a policy of the tenant blocks the application} other {}}.',
    values: { kind: z.enum(['secret', 'certificate', 'federated']), why: z.enum(credentialRefusals).nullable() },
  },
  expired: {
    message:
      'The {kind, select, secret {client secret} certificate {certificate} other {federated credential}} expired on {on, date}.',
    values: { kind: z.enum(['secret', 'certificate', 'federated']), on: date },
  },
  expiring: {
    message:
      'The {kind, select, secret {client secret} certificate {certificate} other {federated credential}} expires on {on, date}.',
    values: { kind: z.enum(['secret', 'certificate', 'federated']), on: date },
  },
  untried: {
    message:
      'The {kind, select, secret {client secret} certificate {certificate} other {federated credential}} has not been used for a sign-in yet.',
    values: { kind: z.enum(['secret', 'certificate', 'federated']) },
  },
  accepted: {
    message:
      'Microsoft accepts the {kind, select, secret {client secret} certificate {certificate} other {federated credential}}{expiresOn, select, none {, whose expiry date is not known} other {, which expires on {expiresOn, date}}}.',
    values: { kind: z.enum(['secret', 'certificate', 'federated']), expiresOn: date.nullable() },
  },
});
