import type { SecureScoreControl, SecureScoreDay } from '#shared/surfaces/secure-score/schema.ts';
import { derived } from './derived.ts';
import type { Posture } from './posture.ts';
import { hasFacts } from './readable.ts';

export type Band = 'green' | 'amber' | 'red';

/** Uses the unrounded percentage: 79.96 % is shown as 80.0 % and is still amber (rules 35). */
export const bandOf = (current: number, max: number): Band => {
  const percent = max === 0 ? 0 : (current / max) * 100;
  return percent >= 80 ? 'green' : percent >= 50 ? 'amber' : 'red';
};

/** Rounded to one decimal. */
export const percentOf = (current: number, max: number): number =>
  max === 0 ? 0 : Math.round((current / max) * 1000) / 10;

/** Newest first. */
export const scoreDays = derived((posture): readonly SecureScoreDay[] =>
  hasFacts(posture, 'secure-score')
    ? posture
        .facts('secure-score')
        .flatMap((fact) => (fact.kind === 'day' ? [fact] : []))
        .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1))
    : [],
);

/** The newest score; undefined if there is none yet or it could not be read. */
export const currentScore = (posture: Posture): SecureScoreDay | undefined => scoreDays(posture)[0];

export const scoreControls = derived((posture): readonly SecureScoreControl[] =>
  posture.facts('secure-score').flatMap((fact) => (fact.kind === 'control' ? [fact] : [])),
);

const closedStates: ReadonlySet<string> = new Set(['ignored', 'thirdparty', 'reviewed']);

/** A control with points to gain. */
export type ScoreAction = SecureScoreControl & { readonly points: number };

/** Whether the control can be assessed: it has a current profile, and nobody has closed it (rules 35). */
export const isAssessable = (control: SecureScoreControl): control is ScoreAction =>
  control.hasProfile && !control.deprecated && control.points !== null && !closedStates.has(control.state);

const grades: readonly (string | null)[] = ['low', 'moderate', 'high'];
const gradeOf = (grade: string | null): number => {
  const index = grades.indexOf(grade);
  return index === -1 ? grades.length : index;
};

/** Most points first, then low user impact, low cost, Microsoft's rank, id. */
export const byPoints = (one: ScoreAction, other: ScoreAction): number =>
  other.points - one.points ||
  gradeOf(one.userImpact) - gradeOf(other.userImpact) ||
  gradeOf(one.implementationCost) - gradeOf(other.implementationCost) ||
  (one.rank ?? Number.MAX_SAFE_INTEGER) - (other.rank ?? Number.MAX_SAFE_INTEGER) ||
  (one.controlId < other.controlId ? -1 : 1);

/** The actions to take, in order. */
export const scoreActions = derived((posture): readonly ScoreAction[] =>
  scoreControls(posture)
    .filter(isAssessable)
    .filter(({ points }) => points > 0)
    .sort(byPoints),
);
