import { dateOf } from '#shared/kernel/clock.ts';
import { AppError, isAppError, publicCode } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { Deps } from './deps.ts';
import { findCustomer } from './tools/find-customer.ts';
import { type Tool, type ToolContext, ToolRefusal, type ToolResult } from './tools/tool.ts';

/** Per member. An assistant that asks for every customer of a small book stays below it. */
export const callsPerMinute = 120;

type Values = ToolResult['content'];
type Request = Pick<ToolContext, 'caller' | 'requestId' | 'origin'>;

const refused = (code: string, message: string, more: object = {}): ToolResult => ({
  isError: true,
  content: { error: code, message, ...more },
});

/** The arguments as the schema parses them, or what is wrong with each. */
const parsedArguments = (tool: Tool, given: unknown, { messageOf, pointersOf }: Deps['argumentChecks']) => {
  const parsed = tool.input.safeParse(given, { error: messageOf });
  if (parsed.success) return { values: parsed.data };
  const errors = pointersOf(parsed.error, given).slice(0, 20);
  return { refusal: refused('invalid-input', 'the arguments are not valid; errors says where and how', { errors }) };
};

/**
 * Runs a tool that reads mail or meetings. Each call is one row, as an export is: it reads the stored copies alone, so
 * nothing leaves the system before the row is written, and what could not be audited is not answered. The row names the
 * arguments, not their values.
 */
const auditedCall = async (tool: Tool, values: Values, context: ToolContext, { audit }: Deps): Promise<Values> => {
  const { caller, customer, requestId } = context;
  const record = (outcome: 'done' | 'failed') =>
    audit.append(caller, {
      action: 'tool.called',
      memberId: caller.memberId,
      target: `${tool.name}(${Object.keys(values).toSorted().join(', ')})`,
      ...(customer === undefined ? {} : { customerId: customer.customerId }),
      outcome,
      requestId,
    });
  let content: Values;
  try {
    content = await tool.run(values, context);
  } catch (error) {
    await record('failed');
    throw error;
  }
  await record('done');
  return content;
};

/** The first use of a tool on a day is a row, written before anything is read. */
const auditUse = async ({ name }: Tool, { caller, requestId }: Request, deps: Deps): Promise<void> => {
  const { memberId } = caller;
  const { audit, toolUses, clock } = deps;
  const today = dateOf(clock.now());
  if (await toolUses.isRecorded(caller, name, today)) return;
  // The row comes first: a crash in between leaves a second row for the day, never none.
  await audit.append(caller, { action: 'tool.used', memberId, target: name, outcome: 'done', requestId });
  await toolUses.record(caller, name, today);
};

const customerNamed = (caller: MemberScope, values: object, deps: Deps): Promise<Customer> | undefined =>
  'customer' in values && typeof values.customer === 'string'
    ? findCustomer(caller, values.customer, deps.customers)
    : undefined;

/** Errors of the request itself. All others are failures of the server, or of the caller's rate. */
const isRefusal = (error: AppError): boolean => error.definition.http < 500 && error.code !== 'RateLimited';

/**
 * Runs a tool: rate limit, arguments, customer, then the tool with its audit row. Returns what is wrong with the
 * arguments as a result that the assistant can correct; throws every other failure.
 */
export const runTool = async (tool: Tool, given: unknown, request: Request, deps: Deps): Promise<ToolResult> => {
  const { caller } = request;
  if (!tool.isFor(caller)) throw new AppError('Forbidden', `your role may not use ${tool.name}`);
  await deps.consumeRateLimit(caller);
  const { values, refusal } = parsedArguments(tool, given, deps.argumentChecks);
  if (refusal !== undefined) return refusal;
  try {
    const customer = await customerNamed(caller, values, deps);
    const context: ToolContext = { ...request, customer, deps };
    if (tool.reads === 'communications') {
      return { isError: false, content: await auditedCall(tool, values, context, deps) };
    }
    await auditUse(tool, request, deps);
    return { isError: false, content: await tool.run(values, context) };
  } catch (error) {
    if (error instanceof ToolRefusal) return refused(error.code, error.message, error.more);
    if (isAppError(error) && isRefusal(error)) return refused(publicCode(error.code), error.message);
    throw error;
  }
};
