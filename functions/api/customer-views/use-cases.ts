import { pages } from './contract.ts';
import { listConnectionVerdicts } from './list-connection-verdicts.ts';
import { readPage } from './read-page.ts';

export const useCases = {
  ...Object.fromEntries(pages.map((view) => [view.operationId, readPage(view)])),
  listConnectionVerdicts,
};
