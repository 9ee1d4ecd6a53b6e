import type { z } from 'zod';
import type { AuditPort } from '#shared/api/audited.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ToolUses } from '#shared/store/tool-use-store.ts';
import type { ViewDeps } from '#shared/views/define-view.ts';
import type { Deps as BookDeps } from '../book/deps.ts';
import type { ListDeps } from '../communications/deps.ts';
import type { Deps as FindingsDeps } from '../findings/deps.ts';
import type { Deps as PermissionsDeps } from '../permissions/deps.ts';

/** The ports of the use cases that tools call. None of them reads a body of a message or a meeting. */
export interface ToolDeps extends ViewDeps, PermissionsDeps {
  readonly customers: ViewDeps['customers'] & BookDeps['customers'] & FindingsDeps['customers'];
  readonly connections: ViewDeps['connections'] & BookDeps['connections'] & FindingsDeps['connections'];
  readonly summaries: ViewDeps['summaries'] & BookDeps['summaries'] & FindingsDeps['summaries'];
  readonly rows: ViewDeps['rows'] & BookDeps['rows'] & FindingsDeps['rows'];
  readonly history: FindingsDeps['history'];
  readonly members: FindingsDeps['members'];
  readonly messages: ListDeps['messages'];
  readonly events: ListDeps['events'];
  readonly surfaceStates: ListDeps['surfaceStates'];
}

/** How the arguments of a tool are checked, in the words of the API. */
export interface ArgumentChecks {
  readonly messageOf: z.core.$ZodErrorMap;
  pointersOf(error: z.core.$ZodError, input: unknown): readonly { readonly pointer: string; readonly detail: string }[];
}

export interface Deps extends ToolDeps {
  readonly audit: AuditPort;
  readonly toolUses: ToolUses;
  readonly argumentChecks: ArgumentChecks;
  /** Counts one call of a tool. Returns the headers that say how many are left; throws `RateLimited`. */
  consumeRateLimit(caller: MemberScope): Promise<Readonly<Record<string, string>>>;
  /** The origins whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
}
