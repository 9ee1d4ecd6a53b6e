import { type MessageArgument, type MessagePart, parseMessage, pluralNumber } from './message-format.ts';
import { Money, NamedObject, ObjectSample, type SentenceValue, type SentenceValues } from './message-values.ts';

/** How one language writes names, numbers, dates and amounts. */
export interface Language {
  /** A BCP 47 tag, such as `en-US`. */
  readonly locale: string;
  /** An IANA time zone. */
  readonly timeZone: string;
  /**
   * The words for codes, by `group.code`, such as `method.sms`; for a code without one `group.other`. `unnamed.user`
   * stands for an object whose name is not known, `list.more` (a message with `count`) for the end of a long list.
   */
  readonly terms: Readonly<Record<string, string>>;
}

interface Formatters {
  readonly plural: Intl.PluralRules;
  readonly number: Intl.NumberFormat;
  readonly percent: Intl.NumberFormat;
  readonly list: Intl.ListFormat;
  readonly date: Intl.DateTimeFormat;
  readonly instant: Intl.DateTimeFormat;
}

const day = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const formattersByLanguage = new WeakMap<Language, Formatters>();
const partsByText = new Map<string, readonly MessagePart[]>();

const formattersOf = (language: Language): Formatters => {
  const known = formattersByLanguage.get(language);
  if (known !== undefined) return known;
  const { locale, timeZone } = language;
  const made: Formatters = {
    plural: new Intl.PluralRules(locale),
    number: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
    percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
    list: new Intl.ListFormat(locale, { type: 'conjunction' }),
    date: new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' }),
    instant: new Intl.DateTimeFormat(locale, {
      ...day,
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    }),
  };
  formattersByLanguage.set(language, made);
  return made;
};

const partsOf = (message: string): readonly MessagePart[] => {
  const known = partsByText.get(message) ?? parseMessage(message);
  partsByText.set(message, known);
  return known;
};

/** A message with its values, in a language. Throws where a value is missing or does not suit its format. */
export const renderMessage = (message: string, values: SentenceValues, language: Language): string => {
  const formatters = formattersOf(language);

  const refuse = ({ name, format }: MessageArgument): never => {
    throw new Error(`message "${message}": ${JSON.stringify(values[name])} is no ${format} for ${name}`);
  };
  const term = (group: string, code: string): string =>
    language.terms[`${group}.${code}`] ?? language.terms[`${group}.other`] ?? code;
  const nameOf = (value: string | NamedObject): string =>
    typeof value === 'string' ? value : (value.name ?? term('unnamed', value.kind));
  const listOf = (items: readonly string[], total: number): string => {
    const shown = items.slice(0, 5);
    const more = language.terms['list.more'];
    return formatters.list.format(
      total > shown.length && more !== undefined
        ? [...shown, renderMessage(more, { count: total - shown.length }, language)]
        : shown,
    );
  };

  const list = (argument: MessageArgument, value: SentenceValue): string => {
    if (Array.isArray(value)) return listOf(value.map(nameOf), value.length);
    const sample = ObjectSample.safeParse(value).data ?? refuse(argument);
    return listOf(sample.first.map(nameOf), sample.total);
  };
  const money = (argument: MessageArgument, value: SentenceValue): string => {
    const { amount, currency } = Money.safeParse(value).data ?? refuse(argument);
    return new Intl.NumberFormat(language.locale, { style: 'currency', currency }).format(amount);
  };
  const branch = (argument: MessageArgument, key: string, number: number | undefined): string =>
    render(argument.branches.get(key) ?? argument.branches.get('other') ?? [], number);
  const plural = (argument: MessageArgument, value: SentenceValue): string => {
    if (typeof value !== 'number') return refuse(argument);
    const exact = `=${value}`;
    return branch(argument, argument.branches.has(exact) ? exact : formatters.plural.select(value), value);
  };

  const show = (argument: MessageArgument): string => {
    const { name, format, style } = argument;
    const value = values[name];
    if (value === undefined) return refuse(argument);
    switch (format) {
      case 'text':
        return typeof value === 'string' ? value : nameOf(NamedObject.safeParse(value).data ?? refuse(argument));
      case 'plural':
        return plural(argument, value);
      case 'select':
        return branch(argument, selectKey(value), undefined);
      case 'list':
        return list(argument, value);
      case 'money':
        return money(argument, value);
      case 'term':
        return (Array.isArray(value) ? value : [value]).length === 0 ? refuse(argument) : terms(argument, style, value);
      case 'date':
      case 'instant':
        return typeof value === 'string' ? formatters[format].format(new Date(value)) : refuse(argument);
      case 'number':
      case 'percent':
        return typeof value === 'number' ? formatters[format].format(value) : refuse(argument);
      default:
        return refuse(argument);
    }
  };
  const terms = (argument: MessageArgument, group = '', value: SentenceValue): string => {
    const codes = Array.isArray(value) ? value : [value];
    const words = codes.map((code) => (typeof code === 'string' ? term(group, code) : refuse(argument)));
    return listOf([...new Set(words)], new Set(words).size);
  };

  const render = (parts: readonly MessagePart[], number?: number): string =>
    parts
      .map((part) => {
        if (typeof part === 'string') return part;
        return part === pluralNumber ? formatters.number.format(number ?? 0) : show(part);
      })
      .join('');

  const parts = partsOf(message);
  const rendered = render(parts);
  const [first] = parts;
  const isUnnamed = typeof first === 'object' && NamedObject.safeParse(values[first.name]).data?.name === null;
  // Names are never re-cased. The words for an object without a name are our own: they begin a sentence as others do.
  return isUnnamed ? rendered.charAt(0).toLocaleUpperCase(language.locale) + rendered.slice(1) : rendered;
};

/** The branch of `select` for a value: `yes` and `no`, `none` for null. */
const selectKey = (value: SentenceValue): string => {
  if (value === null) return 'none';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
};
