/**
 * A value of a template as text, as cdk-nag prints an ARN: values that CloudFormation fills in are in angle brackets.
 */
export const templateText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  if ('Ref' in value) return `<${String(value.Ref)}>`;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::ImportValue' in value) return `<${templateText(value['Fn::ImportValue'])}>`;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const [separator, parts]: unknown[] = value['Fn::Join'];
    return Array.isArray(parts) ? parts.map(templateText).join(String(separator)) : '';
  }
  return '';
};
