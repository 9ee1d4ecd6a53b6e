interface Range {
  readonly type: string;
  readonly weight: number;
}

const weightOf = (parameters: readonly string[]): number => {
  const weight = parameters.map((parameter) => /^q=([01](?:\.\d{0,3})?)$/i.exec(parameter.trim())?.[1]).find(Boolean);
  return weight === undefined ? 1 : Number(weight);
};

const rangesOf = (accept: string): Range[] =>
  accept.split(',').flatMap((part) => {
    const [type = '', ...parameters] = part.split(';');
    return type.trim() === '' ? [] : [{ type: type.trim().toLowerCase(), weight: weightOf(parameters) }];
  });

/** The most specific range decides: `application/json`, then `application/*`, then any type. */
const weightFor = (ranges: readonly Range[], mediaType: string): number => {
  const [group = ''] = mediaType.split('/');
  const applicable = [mediaType, `${group}/*`, '*/*'].map((type) => ranges.find((range) => range.type === type));
  return applicable.find((range) => range !== undefined)?.weight ?? 0;
};

/** Whether an Accept header (RFC 9110, 12.5.1) takes one of these media types. Without the header, any is taken. */
export const accepts = (accept: string | undefined, mediaTypes: readonly string[]): boolean => {
  const ranges = rangesOf(accept ?? '');
  return ranges.length === 0 || mediaTypes.some((mediaType) => weightFor(ranges, mediaType) > 0);
};
