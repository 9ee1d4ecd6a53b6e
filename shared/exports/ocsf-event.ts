import { z } from 'zod';

/**
 * The part of OCSF 1.8.0 that an export fills in. Times are milliseconds since 1970.
 * https://schema.ocsf.io/1.8.0/categories/findings
 */
export const ocsfVersion = '1.8.0';

const Milliseconds = z.int();
const Name = z.object({ uid: z.string(), name: z.string() });
const Resource = z.object({ uid: z.string(), name: z.string(), type: z.string() });
const User = Name.extend({ type_id: z.literal([1, 2]) });

/** https://attack.mitre.org/techniques/enterprise/ */
const Attack = z.object({
  technique: z.object({ uid: z.string() }),
  sub_technique: z.object({ uid: z.string() }).optional(),
});

const FindingInfo = z.object({
  uid: z.string().meta({ description: 'The key of the finding. It is the same in every event about it.' }),
  title: z.string(),
  desc: z.string(),
  analytic: z.object({ uid: z.string(), name: z.string(), version: z.string(), type_id: z.literal(1) }),
  attacks: z.array(Attack).optional(),
  first_seen_time: Milliseconds,
  last_seen_time: Milliseconds,
  src_url: z.string().optional(),
  types: z.array(z.string()),
});

const Common = z.object({
  category_uid: z.literal(2),
  activity_id: z.literal([1, 2, 3]).meta({ description: '1: created, 2: updated, 3: closed.' }),
  type_uid: z.int().meta({ description: 'The class and the activity: 200401 is a detection that was created.' }),
  time: Milliseconds,
  severity_id: z.literal([1, 2, 3, 4, 5]),
  status_id: z.literal([1, 2, 3, 4]).meta({ description: '1: new, 2: in progress, 3: suppressed, 4: resolved.' }),
  status_detail: z.string().optional(),
  comment: z.string().optional(),
  message: z.string(),
  finding_info: FindingInfo,
  resources: z.array(Resource),
  remediation: z.object({ desc: z.string(), references: z.array(z.string()) }).optional(),
  cloud: z.object({
    provider: z.literal('Microsoft'),
    account: Name.extend({ type_id: z.literal(17), type: z.literal('M365 Tenant') }),
  }),
  metadata: z.object({
    version: z.literal(ocsfVersion),
    profiles: z.tuple([z.literal('cloud')]),
    product: z.object({ name: z.string(), vendor_name: z.string(), uid: z.string() }),
    tenant_uid: z.string(),
    labels: z.array(z.string()),
  }),
  unmapped: z.object({
    customerIds: z.array(z.string()),
    customerNames: z.array(z.string()),
    isStale: z.boolean(),
    usDollarsPerYear: z.number().nullable(),
  }),
});

const Compliance = z.object({
  control: z.string(),
  standards: z.array(z.string()),
  requirements: z.array(z.string()),
  status_id: z.literal([1, 2, 3]).meta({ description: '1: pass, 2: warning, 3: fail.' }),
});

const ComplianceEvent = Common.extend({
  class_uid: z.literal(2003),
  compliance: Compliance,
});

const DetectionEvent = Common.extend({ class_uid: z.literal(2004) });

const IamEvent = Common.extend({
  class_uid: z.literal(2008),
  /** For a person: `user` and who has the access that was analyzed. */
  user: User.optional(),
  access_analysis_result: z.object({ accessors: z.array(User) }).optional(),
  /** For an application. */
  applications: z.array(Name).optional(),
});

/** 2003: a control; 2004: a threat; 2008: an identity, its sign-in, its roles or an application's grants. */
export const OcsfEvent = z.discriminatedUnion('class_uid', [ComplianceEvent, DetectionEvent, IamEvent]);
OcsfEvent.register(z.globalRegistry, {
  id: 'OcsfEvent',
  description: 'A finding as an event of OCSF 1.8.0: compliance (2003), detection (2004) or IAM analysis (2008).',
});
export type OcsfEvent = z.output<typeof OcsfEvent>;
