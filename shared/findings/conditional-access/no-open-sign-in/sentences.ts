import { z } from 'zod';
import { count, ObjectSample, text, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';
import { unknownReasons } from '#shared/posture/conditional-access/claim-answers.ts';
import { externalKinds } from '#shared/posture/conditional-access/sign-in-snapshot.ts';
import { claimValue } from '../claim-sentences.ts';

/** The classes of people of whom the claim does not hold, by their kinds. Nobody of the directory may be among them. */
const people = {
  kinds: z.array(z.enum(['member', ...externalKinds])).readonly(),
  users: count,
  names: ObjectSample,
};

export const sentence = defineSentences('conditional-access.no-open-sign-in', {
  proved: { message: 'It is proved that {claim, term, claim}.', values: { claim: claimValue } },
  open: {
    message:
      '{users, plural, =0 {Somebody outside the directory gets in ({kinds, term, identity})} one {# user gets in ({kinds, term, identity}: {names, list})} other {# users get in ({kinds, term, identity}: {names, list})}}, for example: {witness}.',
    values: { ...people, witness: text },
  },
  needs: {
    message:
      '{users, plural, =0 {Somebody outside the directory gets in with {capabilities, list} ({kinds, term, identity})} one {# user gets in with {capabilities, list} ({kinds, term, identity}: {names, list})} other {# users get in with {capabilities, list} ({kinds, term, identity}: {names, list})}}, for example: {witness}.',
    values: { ...people, capabilities: texts, witness: text },
  },
  unknown: {
    message:
      'It is not known whether {claim, term, claim}, because {reason, select, too-large {there are too many combinations} too-many-roles {somebody may activate too many roles} certificate-refused {the proof did not stand a check} other {something that a policy names could not be read}}.',
    values: { claim: claimValue, reason: z.enum(unknownReasons) },
  },
  nobody: { message: 'There is nobody of whom to ask whether {claim, term, claim}.', values: { claim: claimValue } },
  'security-defaults': { message: 'Security defaults decide who may sign in, instead of policies.', values: {} },
});
