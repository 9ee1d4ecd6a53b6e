import { init, killThreads } from 'z3-solver';

export interface SmtSolver {
  /** Whether each question, in SMT-LIB without `check-sat`, has an answer. */
  readonly areSatisfiable: (questions: readonly string[]) => Promise<readonly boolean[]>;
  readonly end: () => Promise<void>;
}

/**
 * Z3 as WebAssembly. A question is parsed at once and checked on a thread: a text that is handed to a thread is gone
 * before the thread has read it.
 */
export const startSolver = async (): Promise<SmtSolver> => {
  const { Z3, em } = await init();
  const ask = async (questions: readonly string[]): Promise<readonly boolean[]> => {
    const configuration = Z3.mk_config();
    const context = Z3.mk_context(configuration);
    const answers: boolean[] = [];
    for (const question of questions) {
      const solver = Z3.mk_solver_for_logic(context, Z3.mk_string_symbol(context, 'QF_BV'));
      Z3.solver_inc_ref(context, solver);
      Z3.solver_from_string(context, solver, question);
      const answer: number = await Z3.solver_check(context, solver);
      Z3.solver_dec_ref(context, solver);
      if (answer === 0) throw new Error('the solver does not know');
      answers.push(answer === 1);
    }
    Z3.del_context(context);
    Z3.del_config(configuration);
    return answers;
  };
  return { areSatisfiable: ask, end: () => killThreads(em) };
};
