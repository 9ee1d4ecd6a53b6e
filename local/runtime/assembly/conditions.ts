interface Terms {
  readonly named: (condition: string) => boolean;
  readonly resolve: (value: unknown) => unknown;
}

/** Evaluates a condition function of CloudFormation. */
export const evaluateCondition = (condition: unknown, terms: Terms): boolean => {
  const [name, argument] = Object.entries(condition ?? {})[0] ?? [];
  const parts = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case 'Condition':
      return terms.named(String(argument));
    case 'Fn::Equals':
      return terms.resolve(parts[0]) === terms.resolve(parts[1]);
    case 'Fn::Not':
      return !evaluateCondition(parts[0], terms);
    case 'Fn::And':
      return parts.every((part) => evaluateCondition(part, terms));
    case 'Fn::Or':
      return parts.some((part) => evaluateCondition(part, terms));
    default:
      throw new Error(`the condition function ${String(name)} is not supported here`);
  }
};
