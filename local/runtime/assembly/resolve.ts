import { evaluateCondition } from './conditions.ts';
import type { Template } from './read-assembly.ts';

/** The values to which expressions of a template may refer. */
export interface TemplateEnvironment {
  readonly stack: string;
  readonly template: Template;
  /** The value of a parameter or pseudo parameter; undefined when there is none. */
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

/** Stands for AWS::NoValue: the property is left out. */
const noValue = Symbol('AWS::NoValue');

const splitAttribute = (value: unknown): readonly [string, string] => {
  const parts = typeof value === 'string' ? value.split(/\.(.*)/s) : list(value, 'Fn::GetAtt');
  return [String(parts[0]), String(parts[1])];
};

const reference = (name: string, environment: TemplateEnvironment): unknown => {
  if (name === 'AWS::NoValue') return noValue;
  return environment.parameter(name) ?? environment.reference(name);
};

const substitute = (argument: unknown, environment: TemplateEnvironment): string => {
  const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
  const given = isRecord(values) ? values : {};
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (name in given) return String(resolve(given[name], environment));
    if (name.includes('.') && !name.startsWith('AWS::')) {
      return String(environment.attribute(...splitAttribute(name)));
    }
    return String(reference(name, environment));
  });
};

type Intrinsic = (argument: unknown, environment: TemplateEnvironment) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, environment) => reference(String(name), environment),
  'Fn::GetAtt': (argument, environment) => environment.attribute(...splitAttribute(argument)),
  'Fn::Sub': substitute,
  'Fn::Join': (argument, environment) => {
    const [separator, parts] = list(argument, 'Fn::Join');
    return list(resolve(parts, environment), 'Fn::Join').map(String).join(String(separator));
  },
  'Fn::Split': (argument, environment) => {
    const [separator, text] = list(argument, 'Fn::Split');
    return String(resolve(text, environment)).split(String(separator));
  },
  'Fn::Select': (argument, environment) => {
    const [index, values] = list(argument, 'Fn::Select');
    return list(resolve(values, environment), 'Fn::Select')[Number(resolve(index, environment))];
  },
  'Fn::ImportValue': (name, environment) => environment.imported(String(resolve(name, environment))),
  'Fn::Base64': (text, environment) => Buffer.from(String(resolve(text, environment))).toString('base64'),
  'Fn::FindInMap': (argument, environment) => {
    const [map, first, second] = list(resolve(argument, environment), 'Fn::FindInMap').map(String);
    return environment.template.Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
  },
  'Fn::If': (argument, environment) => {
    const [condition, yes, no] = list(argument, 'Fn::If');
    return resolve(conditionIsMet(String(condition), environment) ? yes : no, environment);
  },
};

/** Whether a condition of the template is met. */
export const conditionIsMet = (name: string, environment: TemplateEnvironment): boolean => {
  const condition = environment.template.Conditions[name];
  if (condition === undefined)
    throw new Error(`${environment.stack} names the condition ${name}, which it does not define`);
  return evaluateCondition(condition, {
    named: (other) => conditionIsMet(other, environment),
    resolve: (value) => resolve(value, environment),
  });
};

/** Evaluates CloudFormation's intrinsic functions in a value. An unknown function is an error. */
export const resolve = (value: unknown, environment: TemplateEnvironment): unknown => {
  if (typeof value === 'string' && value.includes('{{resolve:')) {
    throw new Error(`${environment.stack} uses the dynamic reference ${value}, which is not supported here`);
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, environment)).filter((one) => one !== noValue);
  if (!isRecord(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0) {
    const intrinsic = intrinsics[name];
    if (intrinsic !== undefined) return intrinsic(value[name], environment);
    if (name.startsWith('Fn::')) throw new Error(`${environment.stack} uses ${name}, which is not supported here`);
  }
  const entries = Object.entries(value).map(([key, one]) => [key, resolve(one, environment)] as const);
  return Object.fromEntries(entries.filter(([, one]) => one !== noValue));
};
