import { createHash } from 'node:crypto';
import type { Answer } from '#local/microsoft/http-answer.ts';
import type { SimulatedMailbox, SimulatedUser } from '../../tenant.ts';
import { graphError } from '../graph-errors.ts';
import { type GraphCall, pathParam } from '../graph-resource.ts';
import { findUser } from './user-entity.ts';

export type MailboxAccess =
  | { readonly user: SimulatedUser; readonly mailbox: SimulatedMailbox; readonly refused?: undefined }
  | { readonly refused: Answer };

/**
 * The mailbox of a request, or Exchange's refusal: no such user, no mailbox, or outside the application access policy.
 */
export const openMailbox = (call: GraphCall): MailboxAccess => {
  const wanted = pathParam(call, 'id');
  const user = findUser(call.tenant, wanted);
  if (user === undefined) {
    return { refused: graphError(404, 'ErrorInvalidUser', `The requested user '${wanted}' is invalid.`, call.now) };
  }
  const { mailbox } = user;
  if (mailbox === null) {
    const message = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
    return { refused: graphError(404, 'MailboxNotEnabledForRESTAPI', message, call.now) };
  }
  if (!mailbox.withinAccessPolicy) {
    return { refused: graphError(403, 'ErrorAccessDenied', 'Access to OData is disabled.', call.now) };
  }
  return { user, mailbox };
};

export const wantsImmutableIds = (call: GraphCall): boolean =>
  /IdType="?ImmutableId"?/i.test(call.headers['prefer'] ?? '');
export const wantsText = (call: GraphCall): boolean =>
  /outlook\.body-content-type="?text"?/i.test(call.headers['prefer'] ?? '');

/** The `Preference-Applied` header for the supported preferences of the request. */
export const preferenceApplied = (call: GraphCall): Readonly<Record<string, string>> => {
  const applied = [
    ...(wantsImmutableIds(call) ? ['IdType="ImmutableId"'] : []),
    ...(wantsText(call) ? ['outlook.body-content-type="text"'] : []),
    ...(/outlook\.timezone="?UTC"?/i.test(call.headers['prefer'] ?? '') ? ['outlook.timezone="UTC"'] : []),
  ];
  return applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') };
};

/** The default id of an item, derived from item and folder: it changes when the item moves. */
export const mutableId = (immutableId: string, place: string): string =>
  `AAMk${createHash('sha256').update(`${immutableId} in ${place}`).digest('base64url')}AAA=`;

export const folderId = (user: SimulatedUser, folder: string): string =>
  `AQMk${createHash('sha256').update(`${user.id}/${folder}`).digest('base64url')}`;

export const itemNotFound = (call: GraphCall): Answer =>
  graphError(
    404,
    'ErrorItemNotFound',
    'The specified object was not found in the store., The process failed to get the correct properties.',
    call.now,
  );
