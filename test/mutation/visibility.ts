import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printHelp } from '#local/cli/print-help.ts';
import { runTool } from '#test/support/planted-files.ts';
import { root } from '#test/support/project-files.ts';

/** A change to the source that breaks the visibility rule. */
interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly changes: readonly (readonly [from: string, to: string])[];
}

const rule = 'shared/communications/participant-rule.ts';
const participants = 'shared/communications/participants.ts';
const body = 'shared/communications/body-on-demand.ts';
const condition = 'participantsOf(copy).some((address) => reader.addresses.has(address))';

/** Applies the rule after paging: nobody sees more, but the number of items on a page reveals hidden ones. */
const afterPaging = (noun: 'messages' | 'events', visible: string, participantsOf: string): Mutant => ({
  name: `${noun}: moved after paging`,
  file: `functions/api/communications/list-${noun}.ts`,
  changes: [
    [
      `import { type VisibleItem,`,
      `import { visibleCopies } from '#shared/communications/participant-rule.ts';
import { ${participantsOf} } from '#shared/communications/participants.ts';
import { type VisibleItem,`,
    ],
    [`${visible}(reader, `, `${visible}({ ...reader, role: 'admin' }, `],
    [
      'items: page.items.map(answerOf)',
      `items: page.items.filter(({ copy }) => visibleCopies(reader, [copy], ${participantsOf}).length > 0).map(answerOf)`,
    ],
  ],
});

printHelp(`npm run test:mutation
  removes each rule of who sees mail, one after another, and fails when the tests do not notice`);

const mutants: readonly Mutant[] = [
  { name: 'the rule dropped', file: rule, changes: [[condition, 'true']] },
  { name: 'the rule inverted', file: rule, changes: [[condition, `!(${condition})`]] },
  {
    name: 'viewers taken for admins',
    file: rule,
    changes: [["reader.role === 'admin'", "reader.role !== 'member'"]],
  },
  { name: 'admins taken for members', file: rule, changes: [["reader.role === 'admin'", 'false']] },
  {
    name: 'a row shown with all its copies where one is visible',
    file: rule,
    changes: [
      [': copies.filter((copy) =>', ': !copies.some((copy) =>'],
      ['reader.addresses.has(address)));', 'reader.addresses.has(address))) ? [] : copies;'],
    ],
  },
  afterPaging('messages', 'visibleMessages', 'messageParticipants'),
  afterPaging('events', 'visibleEvents', 'eventParticipants'),
  { name: 'bcc forgotten', file: participants, changes: [[', ...message.bcc]', ']']] },
  { name: 'the sender forgotten', file: participants, changes: [['message.sender, ', '']] },
  { name: 'the organizer forgotten', file: participants, changes: [['event.organizer, ', '']] },
  {
    name: 'the owner of the mailbox taken for a participant',
    file: rule,
    changes: [[condition, `${condition} || reader.addresses.has((copy as { mailbox: string }).mailbox)`]],
  },
  {
    name: 'a body: the rule dropped',
    file: body,
    changes: [['{ role: caller.role, addresses }', "{ role: 'admin', addresses }"]],
  },
  {
    name: 'a body: another answer for what is hidden',
    file: body,
    changes: [
      [
        'if (copy === undefined) {',
        "if (copy === undefined && copies.length > 0) throw new AppError('Forbidden', 'not yours');\n  if (copy === undefined) {",
      ],
    ],
  },
  {
    name: 'a body: fetched before it is refused',
    file: body,
    changes: [
      [
        'if (copy === undefined) {',
        'if (copy === undefined) {\n    if (copies[0] !== undefined) await ports.fetch(caller, copies[0]);',
      ],
    ],
  },
  {
    name: 'a body: the denial names the customer',
    file: body,
    changes: [["target: itemId, outcome: 'denied'", "target: itemId, customerId, outcome: 'denied'"]],
  },
  { name: 'a body: no row before the fetch', file: body, changes: [['  await audit(openOutcome);\n', '']] },
  {
    name: 'a plus-address taken for the address',
    file: 'shared/communications/own-addresses.ts',
    changes: [
      ['return new Set([own, ...proxies]);', "return new Set([own, own.replace('@', '+tickets@'), ...proxies]);"],
    ],
  },
];

const property = 'test/unit/shared/communications.test.ts';

/** Whether the property holds in this copy of the source. */
const holdsIn = (folder: string): boolean => runTool('vitest', ['run', property, '--project', 'unit'], folder).passed;

const copyOfSource = (): string => {
  mkdirSync(join(root, '.local'), { recursive: true });
  const folder = mkdtempSync(join(root, '.local', 'mutants-'));
  for (const part of [
    'shared',
    'functions',
    'test',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
    'local/require-node.mjs',
  ]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};

const mutate = (text: string, { name, changes }: Mutant): string =>
  changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`${name}: the source does not contain ${from}`);
    return before.replace(from, to);
  }, text);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = copyOfSource();
const survivors: string[] = [];
try {
  if (!holdsIn(folder)) throw new Error('the property does not hold in the source as it is');
  say('holds   the source as it is');
  for (const mutant of mutants) {
    const file = join(folder, mutant.file);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, mutate(text, mutant));
    const survived = holdsIn(folder);
    writeFileSync(file, text);
    if (survived) survivors.push(mutant.name);
    say(`${survived ? 'MISSED ' : 'caught '} ${mutant.name}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
say(`${mutants.length - survivors.length} of ${mutants.length} mutants were caught`);
process.exitCode = survivors.length === 0 ? 0 : 1;
