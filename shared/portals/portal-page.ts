import type { Portal } from './portals.ts';

/** How sure the form of a link is; no link was opened in a live tenant. */
export type SourceMark = 'A' | 'B' | 'C' | 'U';

export interface PortalPage {
  readonly portal: Portal;
  /** Below the host, with `{tenantId}`, `{initialDomain}` and the ids of an object as placeholders. */
  readonly path: string;
  /** The menu path of today, as people read it. */
  readonly where: string;
  readonly mark: SourceMark;
  /** Where the form was read: a page of Microsoft, or a public tool that uses it. */
  readonly source: string;
}
