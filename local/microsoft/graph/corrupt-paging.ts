import type { Fault } from '../faults.ts';
import type { Answer } from '../http-answer.ts';

/** Applies a paging fault to a list. An answer that is not a list is returned unchanged. */
export const corruptPaging = (answer: Answer, fault: Fault | undefined, pathAndSearch: string): Answer => {
  const { body } = answer;
  if (fault?.paging === undefined || typeof body !== 'object' || body === null || !('value' in body)) return answer;
  const self = `https://graph.microsoft.com${pathAndSearch}`;
  const bodies = {
    loop: { ...body, '@odata.nextLink': self },
    'foreign-host': { ...body, '@odata.nextLink': `https://graph.microsoft.example${pathAndSearch}` },
    'empty-page': { ...body, value: [], '@odata.nextLink': self },
  };
  return { ...answer, body: bodies[fault.paging] };
};
