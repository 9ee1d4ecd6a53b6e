import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { bundles, isMember } from './application-bundles.ts';
import { noCells } from './cell-set.ts';
import { applicationRuleAtom, deviceRuleAtom } from './filter-rules.ts';
import { includes, lowerCase, type Reading } from './readings.ts';
import {
  allTrusted,
  clients,
  type Dimension,
  type Dimensions,
  flows,
  insiderRisks,
  isApplicationId,
  isContextId,
  type Limit,
  limitTo,
  mfaTrustedIpsId,
  oldDeviceRules,
  platforms,
  type RuleDimension,
  risks,
  type Target,
  userActions,
} from './sign-in-dimensions.ts';

/** Boxes that exclude each other, each as its limits. No box: the condition holds for nothing. */
export type Boxes = readonly (readonly Limit[])[];

const anything: Boxes = [[]];
const nothing: Boxes = [];

/** The limits of both; undefined if they leave nothing. */
export const intersect = (one: readonly Limit[], other: readonly Limit[]): readonly Limit[] | undefined => {
  const sets = new Map(one.map(({ at, set }) => [at, set]));
  for (const { at, set } of other) sets.set(at, (sets.get(at) ?? set) & set);
  const limits = [...sets].map(([at, set]) => ({ at, set }));
  return limits.some(({ set }) => set === noCells) ? undefined : limits;
};

const both = (one: readonly Limit[], other: readonly Limit[]): Boxes => {
  const limits = intersect(one, other);
  return limits === undefined ? nothing : [limits];
};

/** The conditions of a policy are ANDed. */
const allOf = (conditions: readonly Boxes[]): Boxes =>
  conditions.reduce((boxes, more) => boxes.flatMap((box) => more.flatMap((other) => both(box, other))), anything);

export const ruleLimit = (dimension: RuleDimension | undefined, wanted: boolean): readonly Limit[] =>
  dimension === undefined ? [] : [limitTo(dimension, (matches) => matches === wanted)];

/** Whether a word of a policy is about a target: `All`, a bundle that holds it, or its id. */
const isAbout = (word: string, { kind, id = '' }: Target): boolean => {
  if (kind === 'user-action' || kind === 'authentication-context') return false;
  if (word === 'all') return true;
  const bundle = bundles.find((name) => name.toLowerCase() === word);
  if (bundle === undefined) return kind === 'application' && word === id;
  return kind === 'bundle' ? id === bundle : kind === 'application' && isMember(bundle, id);
};

const isApplication = ({ kind }: Target): boolean => kind !== 'user-action' && kind !== 'authentication-context';

const isApplicationWord = (word: string): boolean =>
  ['all', 'none'].includes(word) || isApplicationId(word) || bundles.some((bundle) => bundle.toLowerCase() === word);

/** Targets that a policy includes without its rule, and those that it excludes. */
const targetTests = ({ applications }: ConditionalAccessPolicy, reading: Reading) => {
  const include = [...(applications.everything ? ['all'] : []), ...lowerCase(applications.include)];
  const exclude = lowerCase(applications.exclude);
  const actions = lowerCase(applications.userActions);
  const contexts = lowerCase(applications.authenticationContexts);
  const isAction = (word: string): boolean => userActions.some((action) => action === word);
  const unknown = (words: readonly string[]): boolean => words.some((word) => !isApplicationWord(word));
  return {
    isNamed: (target: Target): boolean => {
      if (target.kind === 'user-action') return includes(actions, target.id ?? '', isAction, reading);
      if (target.kind === 'authentication-context') return includes(contexts, target.id ?? '', isContextId, reading);
      return include.some((word) => isAbout(word, target)) || (reading === 'most' && unknown(include));
    },
    isExcluded: (target: Target): boolean =>
      isApplication(target) &&
      (exclude.some((word) => isAbout(word, target)) || (reading === 'least' && unknown(exclude))),
  };
};

/** Included are named applications and those that match the rule; an exclusion wins, by name or by the rule. */
const targetBoxes = (policy: ConditionalAccessPolicy, reading: Reading, dimensions: Dimensions): Boxes => {
  const { isNamed, isExcluded } = targetTests(policy, reading);
  const limit = (test: (target: Target) => boolean): readonly Limit[] => [limitTo(dimensions.target, test)];
  const named = limit((target) => isNamed(target) && !isExcluded(target));
  const { filter } = policy.applications;
  if (filter === null) return [named];
  const key = filter.rule === null ? undefined : applicationRuleAtom(filter.rule).key;
  const rule = dimensions.applicationRules.find((dimension) => dimension.key === key);
  const mode = rule === undefined ? undefined : filter.mode?.toLowerCase();
  const matching = limit((target) => isApplication(target) && !isNamed(target) && !isExcluded(target));
  const namedApplications = limit((target) => isApplication(target) && isNamed(target) && !isExcluded(target));
  const others = limit((target) => !isApplication(target) && isNamed(target));
  if (mode === 'include') return [named, [...matching, ...ruleLimit(rule, true)]];
  if (mode === 'exclude') return [[...namedApplications, ...ruleLimit(rule, false)], others];
  return reading === 'most' ? [named, matching] : [others];
};

/** A condition that lists words. Null, absent and empty lists hold the whole dimension, and so does `all`. */
const listBoxes = <Value extends string>(
  words: readonly string[],
  dimension: Dimension<Value>,
  known: readonly string[],
  reading: Reading,
): Boxes => {
  const list = lowerCase(words);
  if (list.length === 0 || list.includes('all')) return anything;
  const isKnown = (word: string): boolean => lowerCase(known).includes(word);
  return [[limitTo(dimension, (value) => includes(list, value.toLowerCase(), isKnown, reading))]];
};

const platformBoxes = (
  { platforms: condition }: ConditionalAccessPolicy,
  reading: Reading,
  { platform }: Dimensions,
): Boxes => {
  if (condition === null) return anything;
  const [include, exclude] = [lowerCase(condition.include), lowerCase(condition.exclude)];
  const names = lowerCase(platforms.filter((name) => name !== 'unknown'));
  const holds = (words: readonly string[], name: string): boolean =>
    words.includes('all') || (names.includes(name) && words.includes(name));
  const isUnknown = (words: readonly string[]): boolean =>
    words.some((word) => word !== 'all' && !names.includes(word));
  return [
    [
      limitTo(platform, (value) => {
        const name = value.toLowerCase();
        const isIncluded = include.length === 0 || holds(include, name) || (reading === 'most' && isUnknown(include));
        const isExcluded = holds(exclude, name) || (reading === 'least' && isUnknown(exclude));
        return isIncluded && !isExcluded;
      }),
    ],
  ];
};

const placeBoxes = (
  { locations: condition }: ConditionalAccessPolicy,
  reading: Reading,
  { place, readableLocations, isEveryRangeRead }: Dimensions,
): Boxes => {
  if (condition === null) return anything;
  const isKnown = (word: string): boolean =>
    word === 'all' ||
    word === mfaTrustedIpsId ||
    (word === allTrusted ? isEveryRangeRead : readableLocations.has(word));
  const [include, exclude] = [lowerCase(condition.include), lowerCase(condition.exclude)];
  const isUnknown = (words: readonly string[]): boolean => words.some((word) => !isKnown(word));
  return [
    [
      limitTo(place, ({ point, locationIds, isTrusted }) => {
        const ids = new Set([...locationIds].map((id) => id.toLowerCase()));
        const holds = (word: string): boolean =>
          word === 'all' ||
          (word === allTrusted && isTrusted) ||
          (word === mfaTrustedIpsId && point.mfaTrustedIp === true) ||
          ids.has(word);
        const isIncluded = include.length === 0 || include.some(holds) || (reading === 'most' && isUnknown(include));
        const isExcluded = exclude.some(holds) || (reading === 'least' && isUnknown(exclude));
        return isIncluded && !isExcluded;
      }),
    ],
  ];
};

/** Devices by the words of the old shape, and by a rule. */
const deviceBoxes = ({ devices }: ConditionalAccessPolicy, reading: Reading, { deviceRules }: Dimensions): Boxes => {
  if (devices === null) return anything;
  const [include, exclude] = [lowerCase(devices.include), lowerCase(devices.exclude)];
  const isUnclear =
    (include.length > 0 && !include.includes('all')) || exclude.some((word) => !(word in oldDeviceRules));
  if (isUnclear && reading === 'least') return nothing;
  const limitBy = (text: string, wanted: boolean): readonly Limit[] => {
    const { key, isNegated } = deviceRuleAtom(text);
    return ruleLimit(
      deviceRules.find((dimension) => dimension.key === key),
      wanted !== isNegated,
    );
  };
  const excluded = exclude.flatMap((word) => oldDeviceRules[word] ?? []).map((text) => [limitBy(text, false)]);
  const { filter } = devices;
  if (filter === null) return allOf(excluded);
  const mode = filter.rule === null ? undefined : filter.mode?.toLowerCase();
  if (mode !== 'include' && mode !== 'exclude') return reading === 'least' ? nothing : allOf(excluded);
  return allOf([...excluded, [limitBy(filter.rule ?? '', mode === 'include')]]);
};

/** The boxes of a policy, as its conditions draw them. */
export const conditionBoxes = (policy: ConditionalAccessPolicy, reading: Reading, dimensions: Dimensions): Boxes => {
  if (policy.unknownConditions.length > 0 && reading === 'least') return nothing;
  const { signInRisk, userRisk, insiderRisk, flow, client } = dimensions;
  return allOf([
    targetBoxes(policy, reading, dimensions),
    listBoxes(policy.clientAppTypes, client, clients, reading),
    platformBoxes(policy, reading, dimensions),
    placeBoxes(policy, reading, dimensions),
    listBoxes(policy.signInRiskLevels, signInRisk, risks, reading),
    listBoxes(policy.userRiskLevels, userRisk, risks, reading),
    listBoxes(policy.insiderRiskLevels, insiderRisk, insiderRisks, reading),
    listBoxes(policy.authenticationFlows, flow, flows, reading),
    deviceBoxes(policy, reading, dimensions),
  ]);
};
