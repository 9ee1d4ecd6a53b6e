// cspell:ignore bvult
/**
 * A claim about one person as a question to an SMT solver: is there a sign-in that every policy lets in? Addresses are
 * bit vectors, so the solver does its own arithmetic on ranges. Only for sets of policies without unknown values.
 */
import { appliesTo, type BruteClaim, type GroupMembers, type Person } from './brute-force.ts';
import type { GraphPolicy } from './random-policies.ts';
import { applications, members, places } from './universe.ts';

type Formula = string;

const and = (parts: readonly Formula[]): Formula => (parts.length === 0 ? 'true' : `(and true ${parts.join(' ')})`);
const or = (parts: readonly Formula[]): Formula => (parts.length === 0 ? 'false' : `(or false ${parts.join(' ')})`);
const not = (part: Formula): Formula => `(not ${part})`;
const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
const words = (value: unknown): string[] =>
  typeof value === 'string'
    ? value.split(',').filter((word) => word !== '')
    : Array.isArray(value)
      ? value.map(String)
      : [];
const symbol = (text: string): string => `|${text.replaceAll(/[|\\]/g, '')}|`;

/** A dimension with at most 15 values: four bits, and which values a list of words allows. */
const enumeration = (name: string, values: readonly string[]) => ({
  declaration: `(declare-const ${name} (_ BitVec 4)) (assert (bvult ${name} #x${values.length.toString(16)}))`,
  isOneOf: (wanted: readonly string[]): Formula =>
    or(
      wanted
        .filter((word) => values.includes(word))
        .map((word) => `(= ${name} #x${values.indexOf(word).toString(16)})`),
    ),
});

const applicationTargets = [...Object.values(applications), 'office-rest', 'portals-rest', 'other'];
const target = enumeration('target', [
  ...applicationTargets,
  'urn:user:registersecurityinfo',
  'urn:user:registerdevice',
  'c1',
  'c2',
]);
const client = enumeration('client', ['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other']);
const platform = enumeration('platform', ['windows', 'macOS', 'iOS', 'android', 'linux', 'windowsPhone', 'unknown']);
const country = enumeration('country', ['US', 'DE', 'elsewhere', 'nowhere']);
const gps = enumeration('gps', ['FR', 'elsewhere', 'nowhere']);
const signInRisk = enumeration('signInRisk', ['none', 'low', 'medium', 'high']);
const userRisk = enumeration('userRisk', ['none', 'low', 'medium', 'high']);
const insiderRisk = enumeration('insiderRisk', ['none', 'minor', 'moderate', 'elevated']);
const flow = enumeration('flow', ['none', 'deviceCodeFlow', 'authenticationTransfer']);
const dimensions = [target, client, platform, country, gps, signInRisk, userRisk, insiderRisk, flow];

const bundles: Readonly<Record<string, readonly string[]>> = {
  All: applicationTargets,
  Office365: [applications.exchange, 'office-rest'],
  MicrosoftAdminPortals: [applications.azurePortal, 'portals-rest'],
  None: [],
};
const targetsOf = (list: unknown): string[] => words(list).flatMap((word) => bundles[word] ?? [word]);

const ruleSymbol = (kind: string, rule: unknown): { readonly name: string; readonly isNegated: boolean } => {
  const plain = String(rule)
    .toLowerCase()
    .replaceAll(/["'\s]/g, '')
    .replace(/^\((.*)\)$/, '$1');
  const isNegated = kind === 'device' && plain.includes('-ne') && !plain.includes('-or');
  return { name: symbol(`${kind} ${isNegated ? plain.replace('-ne', '-eq') : plain}`), isNegated };
};
const matches = (kind: string, rule: unknown): Formula => {
  const { name, isNegated } = ruleSymbol(kind, rule);
  return isNegated ? not(name) : name;
};

const takesTarget = ({ conditions: { applications: apps } }: GraphPolicy): Formula => {
  const others = target.isOneOf([
    ...words(apps['includeUserActions']),
    ...words(apps['includeAuthenticationContextClassReferences']),
  ]);
  const filter = apps['applicationFilter'] ?? null;
  const rule = filter === null ? 'false' : matches('application', field(filter, 'rule'));
  const mode = field(filter, 'mode');
  const included = or([target.isOneOf(targetsOf(apps['includeApplications'])), mode === 'include' ? rule : 'false']);
  const excluded = or([target.isOneOf(targetsOf(apps['excludeApplications'])), mode === 'exclude' ? rule : 'false']);
  return or([others, and([target.isOneOf(applicationTargets), included, not(excluded)])]);
};

/** An IPv4 range as a comparison of the bits of the prefix. */
const inV4 = (range: string): Formula => {
  const [address = '', prefix = '0'] = range.split('/');
  const bits = address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
    .slice(0, Number(prefix));
  return `(and (not isV6) (= ((_ extract 31 ${32 - Number(prefix)}) v4) #b${bits}))`;
};
const inBranchV6: Formula = `(and isV6 (= ((_ extract 127 80) v6) #x20010db80001))`;
const ranges: Readonly<Record<string, Formula>> = {
  [places.office]: inV4('192.0.2.0/24'),
  [places.lab]: or([inV4('192.0.2.128/25'), inV4('198.51.100.0/24')]),
  [places.branch]: or([inBranchV6, inV4('192.0.2.192/26')]),
  [places.countries]: country.isOneOf(['US', 'DE']),
  [places.gps]: gps.isOneOf(['FR', 'nowhere']),
  [places.network]: 'isNetwork',
  '00000000-0000-0000-0000-000000000000': 'isMfaIp',
  All: 'true',
};
const isTrusted: Formula = or(['isMfaIp', ranges[places.office] ?? 'false', ranges[places.branch] ?? 'false']);
const inPlaces = (list: unknown): Formula =>
  or(words(list).map((word) => (word === 'AllTrusted' ? isTrusted : (ranges[word] ?? 'false'))));

const between = (include: Formula, exclude: Formula): Formula => and([include, not(exclude)]);
const isListed = (dimension: typeof client, list: readonly string[]): Formula =>
  list.length === 0 || list.includes('all') ? 'true' : dimension.isOneOf(list);

const takesPlatform = ({ conditions: { platforms } }: GraphPolicy): Formula =>
  platforms === null
    ? 'true'
    : between(
        isListed(platform, words(platforms['includePlatforms'])),
        platform.isOneOf(words(platforms['excludePlatforms'])),
      );

const takesPlace = ({ conditions: { locations } }: GraphPolicy): Formula =>
  locations === null
    ? 'true'
    : between(
        words(locations['includeLocations']).length === 0 ? 'true' : inPlaces(locations['includeLocations']),
        inPlaces(locations['excludeLocations']),
      );

const oldRules: Readonly<Record<string, string>> = {
  Compliant: 'device.isCompliant -eq True',
  DomainJoined: 'device.trustType -eq "ServerAD"',
};
const takesDevice = ({ conditions: { devices } }: GraphPolicy): Formula => {
  if (devices === null) return 'true';
  const excluded = or(words(devices['excludeDevices']).map((word) => matches('device', oldRules[word])));
  const filter = devices['deviceFilter'] ?? null;
  if (filter === null) return not(excluded);
  const rule = matches('device', field(filter, 'rule'));
  return and([not(excluded), field(filter, 'mode') === 'include' ? rule : not(rule)]);
};

const applies = (policy: GraphPolicy): Formula => {
  const { conditions } = policy;
  return and([
    takesTarget(policy),
    isListed(client, conditions.clientAppTypes),
    takesPlatform(policy),
    takesPlace(policy),
    takesDevice(policy),
    isListed(signInRisk, conditions.signInRiskLevels),
    isListed(userRisk, conditions.userRiskLevels),
    isListed(insiderRisk, words(conditions.insiderRiskLevels)),
    isListed(flow, words(conditions.authenticationFlows?.transferMethods)),
  ]);
};

const isCapability = (control: string): boolean =>
  ['compliantDevice', 'domainJoinedDevice', 'approvedApplication', 'compliantApplication'].includes(control);

/** `mfa`, `resistant` and `capability`, for a strength whose combinations are shown. */
const strengthKind = (strength: unknown): 'capability' | 'mfa' | 'resistant' => {
  const combinations =
    words(field(strength, 'allowedCombinations')).length === 0 ? [] : field(strength, 'allowedCombinations');
  const list = Array.isArray(combinations) ? combinations.map(String) : [];
  const resistant = ['fido2', 'windowsHelloForBusiness', 'x509CertificateMultiFactor'];
  if (list.length > 0 && list.every((each) => resistant.includes(each))) return 'resistant';
  if (list.length > 0)
    return list.every((each) => [...resistant, 'password,sms', 'federatedMultiFactor'].includes(each))
      ? 'mfa'
      : 'capability';
  return field(strength, 'requirementsSatisfied') === 'mfa' ? 'mfa' : 'capability';
};

const isModern: Formula = client.isOneOf(['browser', 'mobileAppsAndDesktopClients']);
const isActiveSync: Formula = client.isOneOf(['exchangeActiveSync']);

/** Each control as the formula of who meets it. */
const controlsOf = ({ grantControls }: GraphPolicy, grade: BruteClaim['grade']): Formula[] => {
  const anybody = isModern;
  const meets = (control: string): Formula => {
    if (control === 'block') return 'false';
    if (control === 'compliantDevice') return and([or([isModern, isActiveSync]), symbol(control)]);
    if (isCapability(control)) return and([isModern, symbol(control)]);
    if (control === 'mfa') return grade === 'mfa' ? 'false' : anybody;
    return grade === 'remediation' ? 'false' : anybody;
  };
  const strength = field(grantControls, 'authenticationStrength') ?? null;
  const kind = strengthKind(strength);
  const asStrength: Formula =
    kind === 'capability'
      ? and([isModern, symbol(`strength:${String(field(strength, 'id'))}`)])
      : grade === 'mfa' || (grade === 'phishing-resistant' && kind === 'resistant')
        ? 'false'
        : anybody;
  return [
    ...words(field(grantControls, 'builtInControls')).map((control) =>
      control === 'mfa' && grade === 'phishing-resistant' ? anybody : meets(control),
    ),
    ...words(field(grantControls, 'customAuthenticationFactors')).map((id) => and([isModern, symbol(`custom:${id}`)])),
    ...words(field(grantControls, 'termsOfUse')).map(() => anybody),
    ...(strength === null ? [] : [asStrength]),
  ];
};

const letsIn = (policy: GraphPolicy, grade: BruteClaim['grade']): Formula => {
  const controls = controlsOf(policy, grade);
  if (controls.length === 0) return 'true';
  return field(policy.grantControls, 'operator') === 'AND' ? and(controls) : or(controls);
};

const scopeOf = (claim: BruteClaim): Formula =>
  and([
    target.isOneOf(claim.targets),
    client.isOneOf(claim.clients),
    claim.flow === undefined ? 'true' : flow.isOneOf([claim.flow]),
    claim.risk === undefined ? 'true' : signInRisk.isOneOf([claim.risk]),
    claim.userRisk === undefined ? 'true' : userRisk.isOneOf([claim.userRisk]),
    claim.outsideTrusted === undefined ? 'true' : not(isTrusted),
  ]);

/** Matching the rule of a capability is having it. */
const capabilityFacts = (names: ReadonlySet<string>): Formula[] =>
  [
    { rule: matches('device', oldRules['Compliant']), capability: symbol('compliantDevice') },
    { rule: matches('device', oldRules['DomainJoined']), capability: symbol('domainJoinedDevice') },
  ]
    .filter(({ rule }) => names.has(rule))
    .map(({ rule, capability }) => `(= ${rule} ${capability})`);

/** The question in SMT-LIB. Satisfiable: a sign-in gets in, by any capabilities, or by none. */
export const smtQuestion = (
  policies: readonly GraphPolicy[],
  person: Person,
  claim: BruteClaim,
  capabilities: 'any' | 'none',
  groups: GroupMembers = members,
): string => {
  const applying = policies.filter((policy) => appliesTo(policy, person, 'least', groups));
  const demands = applying.map((policy) => `(=> ${applies(policy)} ${letsIn(policy, claim.grade)})`);
  const body = [scopeOf(claim), ...demands];
  const names = new Set(body.join(' ').match(/\|[^|]*\|/g) ?? []);
  const rules = [...names].filter((name) => /^\|(device|application) /.test(name));
  const owned = new Set([...names, symbol('compliantDevice'), symbol('domainJoinedDevice')]).difference(new Set(rules));
  return [
    ...dimensions.map(({ declaration }) => declaration),
    '(declare-const v4 (_ BitVec 32)) (declare-const v6 (_ BitVec 128))',
    ...['isV6', 'isNetwork', 'isMfaIp', ...rules, ...owned].map((name) => `(declare-const ${name} Bool)`),
    ...capabilityFacts(names).map((fact) => `(assert ${fact})`),
    ...body.map((formula) => `(assert ${formula})`),
    ...(capabilities === 'none' ? [...owned].map((name) => `(assert ${not(name)})`) : []),
  ].join('\n');
};
