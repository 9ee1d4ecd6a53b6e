/** Whether somebody asks what a command does instead of running it. */
export const asksForHelp = (given: readonly string[]): boolean => given.includes('--help') || given.includes('-h');

/** Prints what the command does and ends the process, when its arguments ask for help. */
export const printHelp = (usage: string): void => {
  if (!asksForHelp(process.argv.slice(2))) return;
  process.stdout.write(`${usage}\n`);
  process.exit(0);
};
