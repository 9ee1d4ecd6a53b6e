import type { FindingAnswer } from '#shared/book/finding-answer.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import type { Severity } from '#shared/kernel/verdict.ts';
import { type OcsfEvent, ocsfVersion } from './ocsf-event.ts';

const severityIds = { critical: 5, high: 4, medium: 3, low: 2, info: 1 } as const satisfies Record<Severity, number>;

const statusIds = {
  open: 1,
  acknowledged: 2,
  'in-progress': 2,
  muted: 3,
  'risk-accepted': 3,
  resolved: 4,
} as const satisfies Record<FindingAnswer['state'], number>;

type Activity = OcsfEvent['activity_id'];
const [created, updated, closed] = [1, 2, 3] as const;

/** The stored finding, as far as its answer does not tell when it changed: an answer is as recent as its tenant. */
export type Stored = Pick<FindingRow, 'revision' | 'lastSeenAt'>;

/** What happened last to the finding, and when. A consumer keeps one record for each `finding_info.uid`. */
const lastActivity = (
  { state, firstSeenAt, resolvedAt, reopenedAt, acknowledgedAt }: FindingAnswer,
  { revision, lastSeenAt }: Stored,
): { readonly id: Activity; readonly at: string } => {
  if (state === 'resolved') return { id: closed, at: resolvedAt ?? lastSeenAt };
  if (revision <= 1) return { id: created, at: firstSeenAt };
  const changes = [firstSeenAt, lastSeenAt, reopenedAt, acknowledgedAt].filter((at) => at !== null);
  return { id: updated, at: changes.toSorted().at(-1) ?? lastSeenAt };
};

/** Which standard a control id belongs to, by its form. ATT&CK ids are no controls. */
const standardOf = (reference: string): string | null => {
  if (reference.startsWith('CIS ')) return 'CIS Microsoft 365 Foundations Benchmark';
  if (reference.startsWith('MS.')) return 'CISA SCuBA';
  if (reference.startsWith('MT.')) return 'Maester';
  return reference.startsWith('EIDSCA.') ? 'EIDSCA' : null;
};

const isAttack = (reference: string): boolean => /^T\d{4}(\.\d{3})?$/.test(reference);

const attacksOf = (references: readonly string[]) =>
  references.filter(isAttack).map((uid) => {
    const technique = { uid: uid.slice(0, 5) };
    return uid.length > 5 ? { technique, sub_technique: { uid } } : { technique };
  });

type Common = Omit<OcsfEvent, 'class_uid' | 'type_uid'>;

const infoOf = (finding: FindingAnswer): Common['finding_info'] => {
  const attacks = attacksOf(finding.frameworks);
  return {
    uid: finding.findingKey,
    title: finding.problem,
    desc: finding.summary,
    analytic: {
      uid: finding.findingId,
      name: finding.title,
      version: String(finding.version),
      type_id: 1,
    },
    ...(attacks.length > 0 ? { attacks } : {}),
    first_seen_time: Date.parse(finding.firstSeenAt),
    last_seen_time: Date.parse(finding.lastSeenAt),
    ...(finding.action.url === '' ? {} : { src_url: finding.action.url }),
    types: [finding.findingId.slice(0, finding.findingId.indexOf('.'))],
  };
};

const nameOr = (name: string | null, id: string): string => (name === null || name === '' ? id : name);

/** A removed finding has no text of what to do. */
const remediationOf = ({ action, steps }: FindingAnswer): Pick<Common, 'remediation'> => {
  const links = steps.flatMap(({ link }) => link ?? []);
  return action.text === '' ? {} : { remediation: { desc: action.text, references: [...new Set(links)] } };
};

const commonOf = (finding: FindingAnswer, stored: Stored): Common => {
  const activity = lastActivity(finding, stored);
  const { subject, tenantId, resolvedReason, moveReason } = finding;
  return {
    category_uid: 2,
    activity_id: activity.id,
    time: Date.parse(activity.at),
    severity_id: severityIds[finding.severity],
    status_id: statusIds[finding.state],
    ...(resolvedReason === null ? {} : { status_detail: resolvedReason }),
    ...(moveReason === null ? {} : { comment: moveReason }),
    message: finding.summary,
    finding_info: infoOf(finding),
    resources: [{ uid: subject.id, name: nameOr(subject.name, subject.id), type: subject.kind }],
    ...remediationOf(finding),
    cloud: {
      provider: 'Microsoft',
      account: { uid: tenantId, name: nameOr(finding.tenantName, tenantId), type_id: 17, type: 'M365 Tenant' },
    },
    metadata: {
      version: ocsfVersion,
      profiles: ['cloud'],
      product: { name: 'Vectis for Microsoft 365', vendor_name: 'Vectis', uid: 'vectis-m365' },
      tenant_uid: tenantId,
      labels: finding.customerNames,
    },
    unmapped: {
      customerIds: finding.customerIds,
      customerNames: finding.customerNames,
      isStale: finding.stale,
      usDollarsPerYear: finding.dollarsPerYear,
    },
  };
};

const complianceOf = ({ findingId, verdict, frameworks }: FindingAnswer) => {
  const requirements = frameworks.filter((reference) => standardOf(reference) !== null);
  return {
    control: findingId,
    standards: [...new Set(requirements.flatMap((reference) => standardOf(reference) ?? []))],
    requirements,
    status_id: verdict === 'fail' ? (3 as const) : (2 as const),
  };
};

const areasOfIdentities: readonly string[] = ['mfa', 'admins', 'users', 'guests'];

/**
 * The finding as it is now, as one event: a threat is a detection, what is about one person's sign-in or roles or about
 * an application is an IAM analysis, and all else is the result of a control.
 */
export const toOcsfEvent = (finding: FindingAnswer, stored: Stored): OcsfEvent => {
  const common = commonOf(finding, stored);
  const { activity_id: activity, finding_info: info } = common;
  const classOf = <Class extends OcsfEvent['class_uid']>(uid: Class) => ({
    ...common,
    class_uid: uid,
    type_uid: uid * 100 + activity,
  });
  if (finding.threat) return classOf(2004);
  const { kind, id } = finding.subject;
  const named = { uid: id, name: nameOr(finding.subject.name, id) };
  if (kind === 'app') return { ...classOf(2008), applications: [named] };
  if (kind === 'user' && areasOfIdentities.some((area) => info.types.includes(area))) {
    const user = { ...named, type_id: info.types.includes('admins') ? (2 as const) : (1 as const) };
    return { ...classOf(2008), user, access_analysis_result: { accessors: [user] } };
  }
  return { ...classOf(2003), compliance: complianceOf(finding) };
};
