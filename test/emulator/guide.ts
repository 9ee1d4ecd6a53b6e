import { readFileSync } from 'node:fs';

/** The commands of a section of docs/deployment.md: its blocks of shell, in order. */
export const commandsOfGuide = (title: string): readonly string[] => {
  const text = readFileSync(new URL('../../docs/deployment.md', import.meta.url), 'utf8');
  const section = text.split(/^(?=#{2,3} )/m).find((each) => each.split('\n')[0]?.replace(/^#+ /, '') === title);
  if (section === undefined) throw new Error(`docs/deployment.md has no section ${title}`);
  return [...section.matchAll(/```sh\n(.*?)```/gs)].map(([, commands = '']) => commands);
};
