import type { components } from './schema.ts';

type Problem = components['schemas']['Problem'];

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'title' in value && 'status' in value;

const textOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** A request that was refused. `problem` is undefined where the gateway answered, and not the API. */
export class ProblemError extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;
  override readonly name = 'ProblemError';

  constructor(status: number, problem: Problem | undefined) {
    super(
      problem === undefined ? `the API answered ${status}` : `${problem.title} ${problem.detail} (${problem.code})`,
    );
    this.status = status;
    this.problem = problem;
  }

  /** What the API said about a request that failed. Reads the body of the response. */
  static async of(response: Response): Promise<ProblemError> {
    const body = textOf(await response.text());
    return new ProblemError(response.status, isProblem(body) ? body : undefined);
  }
}
