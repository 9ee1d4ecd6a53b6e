import type { Fingerprint, Severity, Subject, SubjectKind, VerdictKind } from '#shared/kernel/verdict.ts';
import type { Posture } from '#shared/posture/posture.ts';

/** A judgment on one subject. `reason` is one plain sentence with the numbers and names in it. */
export interface Judgment {
  readonly subject: Subject;
  readonly verdict: VerdictKind;
  readonly reason: string;
  /** Where the catalog says "by alert", "by points" or "money". */
  readonly severity?: Severity;
  /** The facts it was judged on: small, JSON, no mail text. */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** How many users of the tenant it touches; for ranking. */
  readonly usersAffected?: number;
  /** Whether the subject is a privileged account; for ranking. */
  readonly privileged?: boolean;
  /** Cents would be exact; dollars with two decimals are what people read. Null where no price is set. */
  readonly dollarsPerYear?: number | null;
  /** What it may have in common with a finding of another tenant. */
  readonly fingerprints?: readonly Fingerprint[];
}

export interface Finding {
  /** `<area>.<desired-state>`, equal to its folder. Typed once, here. */
  readonly id: string;
  /** Rises when the meaning changes. */
  readonly version: number;
  /** The desired state, as a statement. At most 120 characters. */
  readonly title: string;
  readonly subject: SubjectKind;
  /** Undefined where that verdict cannot come out. */
  readonly severity: { readonly fail?: Severity; readonly warn?: Severity };
  /** A live threat ranks before everything else. */
  readonly threat?: boolean;
  /** One paragraph: the attack or the loss. */
  readonly why: string;
  readonly action: {
    /** The smallest change that turns the verdict, with the place in Microsoft's portal. */
    readonly text: string;
    /** That place. https, no locale. */
    readonly url: string;
  };
  /** What the action may break. */
  readonly impact: string;
  /** Control ids of outside catalogs, e.g. `CIS 5.2.2.2`. */
  readonly references: readonly string[];
  /** Service plans without any of which the finding is not-applicable (rules 7). */
  readonly plans?: readonly string[];
  /** Surfaces that must be `ok`. Where one is not, the engine answers not-applicable (needs-license) or unknown (anything else) and `judge` is not called. */
  readonly requires: readonly string[];
  /** Surfaces that `judge` reads where it can, asking `posture.state(id)` first. */
  readonly consults?: readonly string[];
  /** Why a finding ends whose subject is listed no more, where that says more than that it is gone: only what fails is listed at all. */
  readonly resolvedReasonWhenAbsent?: 'fixed' | 'aged-out';
  /** One judgment a subject of the tenant, the passing ones too. */
  judge(posture: Posture): readonly Judgment[];
}

export const defineFinding = (finding: Finding): Finding => finding;

/** A verdict on the tenant as a whole: its only judgment. */
export const tenantVerdict = (
  posture: Posture,
  verdict: Judgment['verdict'],
  reason: string,
  rest: Omit<Judgment, 'subject' | 'verdict' | 'reason'> = {},
): readonly Judgment[] => [{ subject: posture.tenant, verdict, reason, ...rest }];

const maxSampleNames = 20;

/** A long list as evidence keeps it: how many names there are, and the first of them in order. */
export const sampleOf = (names: readonly string[]): { readonly total: number; readonly first: readonly string[] } => ({
  total: names.length,
  first: [...names].sort((one, other) => (one < other ? -1 : 1)).slice(0, maxSampleNames),
});
