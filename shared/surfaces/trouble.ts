import { type AppError, isAppError } from '#shared/kernel/errors.ts';
import type { GraphReader } from './define-surface.ts';

/**
 * Failures that may concern one object alone. Throttling, the token, the lease and the time of a run concern the whole
 * read.
 */
export const isTroubleOfOne = (error: unknown): error is AppError =>
  isAppError(
    error,
    'MicrosoftUnavailable',
    'MicrosoftRefused',
    'MicrosoftAnswerMalformed',
    'NeedsAccess',
    'NeedsLicense',
    'NotFound',
    'ItemGone',
    'MailboxNotFound',
    'ResyncRequired',
  );

/** The directory or Exchange answered that the object does not exist. */
export const isMissing = ({ code }: AppError): boolean =>
  code === 'NotFound' || code === 'MailboxNotFound' || code === 'ItemGone';

/** A mailbox policy of Exchange limits the application to other mailboxes. */
export const isRefusedByMailboxPolicy = ({ code, details }: AppError): boolean =>
  code === 'NeedsAccess' && details['byMailboxPolicy'] === true;

/** A refusal that names what the tenant or the application lacks. */
export const isRefusal = (error: unknown): boolean => isAppError(error, 'NeedsAccess', 'NeedsLicense');

/** This many objects in a row without one that could be read: the service fails, not the objects. */
const maxUnreadFromStart = 3;

/**
 * Reads several objects one after the other, such as the members of each group that a list names. The lasting trouble
 * of one is counted, and the others are read. What is refused to all ends the read: the first three without a success,
 * or a missing permission (rules 21).
 */
export async function* pagesOfEach<Item, Page>(
  { leftOut }: Pick<GraphReader, 'leftOut'>,
  items: Iterable<Item>,
  pagesOf: (item: Item) => AsyncIterable<Page>,
): AsyncGenerator<Page, void, undefined> {
  let isAnyRead = false;
  const troubles: AppError[] = [];
  for (const item of items) {
    try {
      yield* pagesOf(item);
      isAnyRead = true;
    } catch (error) {
      if (!isTroubleOfOne(error)) throw error;
      troubles.push(error);
      if (!isAnyRead && troubles.length >= maxUnreadFromStart) throw error;
    }
  }
  const [first] = troubles;
  if (!isAnyRead && first !== undefined && troubles.every(isRefusal)) throw first;
  for (const { code } of troubles) leftOut.object(code);
}
