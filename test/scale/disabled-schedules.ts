import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.looseObject({ State: z.string().optional() }).optional() }),
  ),
});

/** Disables every EventBridge schedule in the templates of an assembly. Returns its folder. */
export const withDisabledSchedules = (assemblyDir: string): string => {
  let disabled = 0;
  for (const file of readdirSync(assemblyDir).filter((name) => name.endsWith('.template.json'))) {
    const path = join(assemblyDir, file);
    const template = Template.parse(JSON.parse(readFileSync(path, 'utf8')));
    const schedules = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Scheduler::Schedule');
    for (const schedule of schedules) schedule.Properties = { ...schedule.Properties, State: 'DISABLED' };
    disabled += schedules.length;
    writeFileSync(path, JSON.stringify(template));
  }
  if (disabled === 0) throw new Error(`no schedule was found in ${assemblyDir}`);
  return assemblyDir;
};
