import { z } from 'zod';

/**
 * The part of OCSF 1.8.0 that an export fills in. Times are milliseconds since 1970.
 * https://schema.ocsf.io/1.8.0/categories/findings
 */
export const ocsfVersion = '1.8.0';

const described = <Type extends z.ZodType>(type: Type, description: string): Type => type.meta({ description });
const milliseconds = (description: string) => described(z.int(), `${description} Milliseconds since 1970.`);
const uid = described(z.string(), 'The identity.');
const name = described(z.string(), 'The name.');
const Named = z.object({ uid, name });

const User = Named.extend({ type_id: described(z.literal([1, 2]), '1: a user, 2: an administrator.') });

/** https://attack.mitre.org/techniques/enterprise/ */
const Attack = z.object({
  technique: described(z.object({ uid }), 'The technique of ATT&CK.'),
  sub_technique: described(z.object({ uid }), 'The sub-technique of ATT&CK.').optional(),
});

const FindingInfo = z.object({
  uid: described(z.string(), 'The key of the finding. It is the same in every event about it.'),
  title: described(z.string(), 'What is wrong.'),
  desc: described(z.string(), 'What was found.'),
  analytic: described(
    Named.extend({ version: described(z.string(), 'The version.'), type_id: described(z.literal(1), '1: a rule.') }),
    'What is judged.',
  ),
  attacks: described(z.array(Attack), 'What an attacker does with it.').optional(),
  first_seen_time: milliseconds('When it was first seen.'),
  last_seen_time: milliseconds('When it was last seen.'),
  src_url: described(z.string(), 'The page of the portal on which it is mended.').optional(),
  types: described(z.array(z.string()), 'The area.'),
});

const Account = Named.extend({
  type_id: described(z.literal(17), '17: a tenant of Microsoft 365.'),
  type: described(z.literal('M365 Tenant'), 'The kind of account.'),
});

const Metadata = z.object({
  version: described(z.literal(ocsfVersion), 'The version of OCSF.'),
  profiles: described(z.array(z.literal('cloud')), 'The profiles of OCSF.'),
  product: described(Named.extend({ vendor_name: name }), 'What made the event.'),
  tenant_uid: described(z.string(), 'The tenant.'),
  labels: described(z.array(z.string()), 'The customers of the tenant.'),
});

const Compliance = z.object({
  control: described(z.string(), 'The finding.'),
  standards: described(z.array(z.string()), 'Catalogs that have a control for it.'),
  requirements: described(z.array(z.string()), 'The controls of those catalogs.'),
  status_id: described(z.literal([1, 2, 3]), '1: pass, 2: warning, 3: fail.'),
});

export const OcsfEvent = z.object({
  class_uid: described(
    z.literal([2003, 2004, 2008]),
    '2003: a control, 2004: a threat, 2008: an identity or its access.',
  ),
  category_uid: described(z.literal(2), '2: findings.'),
  activity_id: described(z.literal([1, 2, 3]), '1: created, 2: updated, 3: closed.'),
  type_uid: described(z.int(), 'The class and the activity: 200401 is a detection that was created.'),
  time: milliseconds('When that happened.'),
  severity_id: described(z.literal([1, 2, 3, 4, 5]), '1: informational, up to 5: critical.'),
  status_id: described(z.literal([1, 2, 3, 4]), '1: new, 2: in progress, 3: suppressed, 4: resolved.'),
  status_detail: described(z.string(), 'Why it was resolved.').optional(),
  comment: described(z.string(), 'The reason of the last move.').optional(),
  message: described(z.string(), 'What was found.'),
  finding_info: described(FindingInfo, 'The finding.'),
  resources: described(
    z.array(Named.extend({ type: described(z.string(), 'The kind of subject.') })),
    'What the finding is about.',
  ),
  remediation: described(
    z.object({
      desc: described(z.string(), 'The smallest change that mends it.'),
      references: described(z.array(z.string()), 'Pages of the portals.'),
    }),
    'What to do. Absent for a finding that was removed from the catalog.',
  ).optional(),
  cloud: described(
    z.object({
      provider: described(z.literal('Microsoft'), 'The provider.'),
      account: described(Account, 'The tenant.'),
    }),
    'Where the subject is.',
  ),
  metadata: described(Metadata, 'About the event.'),
  unmapped: described(
    z.object({
      customerIds: z.array(z.string()),
      customerNames: z.array(z.string()),
      isStale: described(z.boolean(), 'Whether it could not be judged since.'),
      usDollarsPerYear: described(z.number().nullable(), 'What it costs a year.'),
    }),
    'What OCSF has no attribute for.',
  ),
  compliance: described(Compliance, 'Of class 2003.').optional(),
  user: described(User, 'Of class 2008, about a person.').optional(),
  access_analysis_result: described(
    z.object({ accessors: described(z.array(User), 'Who has the access.') }),
    'Of class 2008, about a person.',
  ).optional(),
  applications: described(z.array(Named), 'Of class 2008, about an application.').optional(),
});
OcsfEvent.register(z.globalRegistry, {
  id: 'OcsfEvent',
  description: 'A finding as an event of OCSF 1.8.0: compliance (2003), detection (2004) or IAM analysis (2008).',
});
export type OcsfEvent = z.output<typeof OcsfEvent>;
