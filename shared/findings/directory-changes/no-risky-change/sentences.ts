import { z } from 'zod';
import { instant, NamedObject, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';
import { Weakening } from '#shared/surfaces/directory-audits/schema.ts';

export const sentence = defineSentences('directory-changes.no-risky-change', {
  'role-granted': {
    message: '{by} gave {roles, list} to {target} on {at, instant}.',
    values: { by: NamedObject, at: instant, roles: texts, target: NamedObject },
  },
  'role-made-eligible': {
    message: '{by} made {target} eligible for {roles, list} on {at, instant}.',
    values: { by: NamedObject, at: instant, roles: texts, target: NamedObject },
  },
  'permissions-granted': {
    message: '{by} granted {permissions, list} to {target} on {at, instant}.',
    values: { by: NamedObject, at: instant, permissions: texts, target: NamedObject },
  },
  'app-granted': {
    message: '{by} granted permissions to {target} on {at, instant}.',
    values: { by: NamedObject, at: instant, target: NamedObject },
  },
  'credentials-added': {
    message: '{by} added credentials to {target} on {at, instant}.',
    values: { by: NamedObject, at: instant, target: NamedObject },
  },
  'sign-in-changed': {
    message: '{by} changed how users of {target} sign in on {at, instant}.',
    values: { by: NamedObject, at: instant, target: NamedObject },
  },
  weakened: {
    message: '{by} weakened the policy {target} on {at, instant}: {weakenings, term, weakening}.',
    values: { by: NamedObject, at: instant, target: NamedObject, weakenings: z.array(Weakening).readonly() },
  },
  changed: {
    message: '{by} changed {target} on {at, instant}.',
    values: { by: NamedObject, at: instant, target: NamedObject },
  },
});
