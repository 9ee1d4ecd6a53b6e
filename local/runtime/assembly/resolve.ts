import { evaluateCondition } from './conditions.ts';
import type { Template } from './read-assembly.ts';

/** What a template expression may ask of its surroundings. */
export interface TemplateEnvironment {
  readonly stack: string;
  readonly template: Template;
  /** Values of parameters and pseudo parameters by name; undefined when there is none. */
  readonly parameter: (name: string) => unknown;
  readonly reference: (logicalId: string) => unknown;
  readonly attribute: (logicalId: string, attribute: string) => unknown;
  readonly imported: (exportName: string) => unknown;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown, intrinsic: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Error(`${intrinsic} takes a list, got ${JSON.stringify(value)}`);
  return value;
};

/** The marker of AWS::NoValue: the property is left out. */
const noValue = Symbol('AWS::NoValue');

const splitAttribute = (value: unknown): readonly [string, string] => {
  const parts = typeof value === 'string' ? value.split(/\.(.*)/s) : list(value, 'Fn::GetAtt');
  return [String(parts[0]), String(parts[1])];
};

const reference = (name: string, around: TemplateEnvironment): unknown => {
  if (name === 'AWS::NoValue') return noValue;
  return around.parameter(name) ?? around.reference(name);
};

const substitute = (argument: unknown, around: TemplateEnvironment): string => {
  const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
  const given = isRecord(values) ? values : {};
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (name in given) return String(resolve(given[name], around));
    if (name.includes('.') && !name.startsWith('AWS::')) {
      return String(around.attribute(...splitAttribute(name)));
    }
    return String(reference(name, around));
  });
};

type Intrinsic = (argument: unknown, around: TemplateEnvironment) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, around) => reference(String(name), around),
  'Fn::GetAtt': (argument, around) => around.attribute(...splitAttribute(argument)),
  'Fn::Sub': substitute,
  'Fn::Join': (argument, around) => {
    const [separator, parts] = list(argument, 'Fn::Join');
    return list(resolve(parts, around), 'Fn::Join').map(String).join(String(separator));
  },
  'Fn::Split': (argument, around) => {
    const [separator, text] = list(argument, 'Fn::Split');
    return String(resolve(text, around)).split(String(separator));
  },
  'Fn::Select': (argument, around) => {
    const [index, values] = list(argument, 'Fn::Select');
    return list(resolve(values, around), 'Fn::Select')[Number(resolve(index, around))];
  },
  'Fn::ImportValue': (name, around) => around.imported(String(resolve(name, around))),
  'Fn::Base64': (text, around) => Buffer.from(String(resolve(text, around))).toString('base64'),
  'Fn::FindInMap': (argument, around) => {
    const [map, first, second] = list(resolve(argument, around), 'Fn::FindInMap').map(String);
    return around.template.Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
  },
  'Fn::If': (argument, around) => {
    const [condition, yes, no] = list(argument, 'Fn::If');
    return resolve(conditionIsMet(String(condition), around) ? yes : no, around);
  },
};

/** Whether a condition of the template holds. */
export const conditionIsMet = (name: string, around: TemplateEnvironment): boolean => {
  const condition = around.template.Conditions[name];
  if (condition === undefined) throw new Error(`${around.stack} names the condition ${name}, which it does not define`);
  return evaluateCondition(condition, {
    named: (other) => conditionIsMet(other, around),
    resolve: (value) => resolve(value, around),
  });
};

/** Evaluates CloudFormation's intrinsic functions in a value. A function it does not know is an error, never passed through. */
export const resolve = (value: unknown, around: TemplateEnvironment): unknown => {
  if (typeof value === 'string' && value.includes('{{resolve:')) {
    throw new Error(`${around.stack} uses the dynamic reference ${value}, which is not supported here`);
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, around)).filter((one) => one !== noValue);
  if (!isRecord(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0) {
    const intrinsic = intrinsics[name];
    if (intrinsic !== undefined) return intrinsic(value[name], around);
    if (name.startsWith('Fn::')) throw new Error(`${around.stack} uses ${name}, which is not supported here`);
  }
  const entries = Object.entries(value).map(([key, one]) => [key, resolve(one, around)] as const);
  return Object.fromEntries(entries.filter(([, one]) => one !== noValue));
};
