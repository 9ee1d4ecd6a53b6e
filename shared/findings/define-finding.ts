import type { RenderedText, Sentence, SentenceFacts, SentenceTemplate } from '#shared/kernel/sentence.ts';
import type { Subject, SubjectKind } from '#shared/kernel/subject.ts';
import type { Fingerprint, Severity, VerdictKind } from '#shared/kernel/verdict.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

/** A judgment on one subject. `reason` is one sentence with the numbers and names in it, made from its `facts`. */
export interface Judgment {
  readonly subject: Subject;
  readonly verdict: VerdictKind;
  readonly reason: RenderedText;
  readonly facts: SentenceFacts;
  /**
   * Overrides the severity of the finding, where it depends on the subject: an alert, points of a score, an amount of
   * money.
   */
  readonly severity?: Severity;
  /** The facts that the judgment is based on: small, JSON, without the text of any mail. */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** How many users of the tenant are affected; for ranking. */
  readonly usersAffected?: number;
  /** Whether the subject is a privileged account; for ranking. */
  readonly privileged?: boolean;
  /** In dollars with two decimals, as people read it. Null when no price is set. */
  readonly dollarsPerYear?: number | null;
  /** What the finding may share with a finding of another tenant. */
  readonly fingerprints?: readonly Fingerprint[];
  /** The judgment is right whatever was left out of the surfaces: Security Defaults cover everybody. */
  readonly isConclusive?: boolean;
}

/** The judgment of a tenant-wide setting, without its subject: the tenant. */
export type SettingVerdict = Pick<Judgment, 'verdict' | 'reason' | 'facts' | 'evidence'>;

export interface Finding {
  /** `<area>.<desired-state>`, equal to its folder. */
  readonly id: string;
  /** Rises when the meaning changes. */
  readonly version: number;
  /** The desired state as a statement, at most 120 characters. Checklists and evidence show it. */
  readonly title: string;
  /** What is wrong, in the words of the field, at most 70 characters. Every list of open findings shows it. */
  readonly problem: string;
  readonly subject: SubjectKind;
  /** Undefined for a verdict that the finding never returns. */
  readonly severity: { readonly fail?: Severity; readonly warn?: Severity };
  /** A threat ranks before everything else. With `fail` a warning is none: it only looks like one. */
  readonly threat?: boolean | 'fail';
  /** One paragraph: the attack or the loss. */
  readonly why: string;
  /** The smallest change that makes the verdict pass, with the place in Microsoft's portal. */
  readonly action: string;
  /** What the action may break. */
  readonly impact: string;
  /** How the verdict is decided, in Markdown. */
  readonly criteria: {
    /** What is judged and what counts. One paragraph or list each. */
    readonly intro?: readonly string[];
    /** When each verdict is returned. */
    readonly verdicts: Readonly<Partial<Record<VerdictKind, string>>>;
    readonly notes?: readonly string[];
  };
  /** How to fix it, step by step, how to see that it worked, and when to call somebody. */
  readonly remediation: Remediation;
  /** Control ids of external catalogs, such as `CIS 5.2.2.2`. */
  readonly references: readonly string[];
  /** Pages of Microsoft about it: https, without a locale. */
  readonly sources: readonly string[];
  /** The finding is not-applicable when the tenant has none of these service plans (rules 7). */
  readonly plans?: readonly string[];
  /**
   * Surfaces that must be `ok`. Otherwise `judge` is not called, and the verdict is not-applicable (needs-license) or
   * unknown (any other state).
   */
  readonly requires: readonly string[];
  /** Surfaces that `judge` reads only after it has checked `posture.state(id)`. */
  readonly consults?: readonly string[];
  /**
   * Surfaces of which one more record could turn a failure into a pass: a policy that was left out may be the one that
   * is asked for. While something of them was left out, a failure is unknown.
   */
  readonly provesAbsenceIn?: readonly string[];
  /**
   * The reason with which a row is resolved when its subject is absent; `subject-gone` by default. For findings that
   * list failing subjects only.
   */
  readonly resolvedReasonWhenAbsent?: 'fixed' | 'aged-out';
  /** The sets of sentences that its judgments use. */
  readonly sentences: readonly { readonly templates: readonly SentenceTemplate[] }[];
  /** Returns one judgment for each subject of the tenant, including those that pass. */
  judge(posture: Posture): readonly Judgment[];
}

export const defineFinding = (finding: Finding): Finding => finding;

/** A verdict on the tenant as a whole: its only judgment. */
export const tenantVerdict = (
  posture: Posture,
  verdict: Judgment['verdict'],
  sentence: Sentence,
  rest: Omit<Judgment, 'subject' | 'verdict' | 'reason' | 'facts'> = {},
): readonly Judgment[] => [
  { subject: posture.tenant, verdict, reason: sentence.reason, facts: sentence.facts, ...rest },
];

const maxSampleNames = 20;

/** A long list as evidence keeps it: how many names there are, and the first of them in order. */
export const sampleOf = (names: readonly string[]): { readonly total: number; readonly first: readonly string[] } => ({
  total: names.length,
  first: [...names].sort((one, other) => (one < other ? -1 : 1)).slice(0, maxSampleNames),
});
