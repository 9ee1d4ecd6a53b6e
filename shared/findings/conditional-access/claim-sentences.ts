import { z } from 'zod';
import { count, ObjectSample } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';
import { claimIds } from '#shared/posture/conditional-access/coverage-claims.ts';

/** A claim, by its id. */
export const claimValue = z
  .enum(claimIds)
  .meta({ id: 'ClaimId', description: 'A claim about every possible sign-in, such as that each of them needs MFA.' });

/** What several findings say about a claim over all users. */
export const claimSentence = defineSentences('conditional-access.claim', {
  unknown: {
    message:
      'Policies could not be read to their end, so it is not known for {users, plural, one {# user} other {# users}} whether {claim, term, claim}: {names, list}.',
    values: { claim: claimValue, users: count, names: ObjectSample },
  },
});
