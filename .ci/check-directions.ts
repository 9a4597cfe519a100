import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cruise, type ICruiseOptions, type IFlattenedRuleSet } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/*
 * Checks the directions of imports that `.dependency-cruiser.json` states. A dependency-cruiser that
 * cannot read TypeScript finds no modules, sees no rule broken and is content: so the tree must have
 * been read as well.
 */

const rooms = ['lib', 'functions', 'infra', 'events', 'local', 'console', 'rules', 'test', 'bench'];
const leastModules = 300;

type Directions = { forbidden: IFlattenedRuleSet['forbidden']; options: ICruiseOptions };
const { forbidden, options }: Directions = JSON.parse(
  await readFile('.dependency-cruiser.json', 'utf8'),
);
const { output } = await cruise(
  rooms.filter((room) => existsSync(room)),
  { ...options, validate: true, ruleSet: { forbidden } },
  {},
  { tsConfig: extractTSConfig('tsconfig.json') },
);
if (typeof output === 'string') throw new TypeError('asked for a result, not for a text');

const { totalCruised, violations } = output.summary;
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`);
if (totalCruised < leastModules) console.error(`only ${totalCruised} modules could be read`);
console.log(`${totalCruised} modules, ${violations.length} wrong directions`);
process.exitCode = violations.length > 0 || totalCruised < leastModules ? 1 : 0;
