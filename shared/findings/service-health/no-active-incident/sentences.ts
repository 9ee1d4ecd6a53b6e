import { NamedObject, text } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('service-health.no-active-incident', {
  incident: { message: '{service} has an incident: {issue}.', values: { service: text, issue: NamedObject } },
  advisory: { message: '{service} has an advisory: {issue}.', values: { service: text, issue: NamedObject } },
  unclassified: {
    message: '{service} has an issue of an unknown classification: {issue}.',
    values: { service: text, issue: NamedObject },
  },
});
