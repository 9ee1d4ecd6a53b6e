import { count, flag, ObjectSample } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('admins.global-admin-count-in-range', {
  holders: {
    message:
      '{admins, plural, =0 {No user holds Global Administrator permanently} one {# user holds Global Administrator permanently: {names, list}} other {# users hold Global Administrator permanently: {names, list}}}{guests, plural, =0 {} one {; # of them is a guest} other {; # of them are guests}}{activationsKnown, select, yes {} other {; activations cannot be told apart in this tenant, so every assignment counts}}.',
    values: { admins: count, names: ObjectSample, guests: count, activationsKnown: flag },
  },
});
