import type { Answer } from '../http-answer.ts';
import { type Entity, project, unknownProperty, unknownPropertyMessage } from './entity.ts';
import { badRequest } from './graph-errors.ts';
import { type GraphCall, odataContext, okAnswer } from './graph-resource.ts';

interface Single<Item> {
  readonly entity: Entity<Item>;
  readonly item: Item;
  readonly context: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly extend?: Readonly<Record<string, unknown>>;
}

/** Answers with one object and its selected properties. */
export const answerSingle = <Item>(
  call: GraphCall,
  { entity, item, context, headers, extend }: Single<Item>,
): Answer => {
  const unknown = unknownProperty(entity, call.query.select ?? []);
  if (unknown !== undefined) return badRequest(unknownPropertyMessage(unknown, entity.type), call.now);
  const selected = call.query.select === undefined ? '' : `(${call.query.select.join(',')})`;
  return okAnswer(
    { '@odata.context': odataContext(call, context.replace('*', selected)), ...project(entity, item, call), ...extend },
    headers,
  );
};
