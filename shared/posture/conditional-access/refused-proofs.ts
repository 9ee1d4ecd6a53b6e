import type { CoverageProof } from './prove-coverage.ts';

/** A proof that its own checker refused: the engine or the checker is wrong. Ids alone, without the name of anybody. */
export interface RefusedProof {
  readonly claimId: string;
  readonly classId: string;
}

/** The answers that are unknown because their certificate was refused. */
export const refusedProofs = ({ claims }: CoverageProof): readonly RefusedProof[] =>
  claims.flatMap(({ claimId, classes }) =>
    classes
      .filter(({ reason }) => reason === 'certificate-refused')
      .map(({ identityClass: { classId } }) => ({ claimId, classId })),
  );
