// Imported by the configurations of Vitest, and run before `npm start`. It runs under any Node, so it uses nothing new.
const needed = 24;
const found = process.versions.node;

if (Number(found.split('.')[0]) < needed) {
  process.stderr.write(
    `This is Node ${found}, and Vectis needs Node ${needed}. \`npm ci\` installs it as an optional package for Linux, ` +
      `macOS (arm64) and Windows (x64), and npm scripts use it: run \`npm ci --include=optional\`, or put Node ${needed} ` +
      'first on the PATH.\n',
  );
  process.exit(1);
}
