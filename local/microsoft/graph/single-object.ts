import type { Answer } from '../http-answer.ts';
import { type Entity, project, selectMessage, unknownProperty } from './entity.ts';
import { badRequest } from './graph-errors.ts';
import { contextOf, type GraphCall, ok } from './graph-resource.ts';

interface Single<Item> {
  readonly entity: Entity<Item>;
  readonly item: Item;
  readonly context: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly extend?: Readonly<Record<string, unknown>>;
}

/** One object, with the selected properties. */
export const answerSingle = <Item>(
  call: GraphCall,
  { entity, item, context, headers, extend }: Single<Item>,
): Answer => {
  const unknown = unknownProperty(entity, call.query.select ?? []);
  if (unknown !== undefined) return badRequest(selectMessage(unknown, entity.type), call.now);
  const selected = call.query.select === undefined ? '' : `(${call.query.select.join(',')})`;
  return ok(
    { '@odata.context': contextOf(call, context.replace('*', selected)), ...project(entity, item, call), ...extend },
    headers,
  );
};
