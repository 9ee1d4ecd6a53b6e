import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// The validator is installed beside this folder's generators, not among the packages of the project.
const [folder, file] = process.argv.slice(2);
const entry = resolve(folder, 'node_modules/@seriousme/openapi-schema-validator/index.js');
const { Validator } = await import(pathToFileURL(entry).href);
const { valid, errors } = await new Validator().validate(JSON.parse(await readFile(file, 'utf8')));
if (!valid) {
  process.stderr.write(`${file} is not OpenAPI 3.1: ${JSON.stringify(errors, null, 2)}\n`);
  process.exitCode = 1;
}
