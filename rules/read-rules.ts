import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Indicator, indicatorSchema, suppressorSchema } from '../lib/indicators/indicator.ts';
import { listsSchema, rulebookSchema } from '../lib/indicators/rulebook.ts';
import { scoringSchema, typologySchema } from '../lib/indicators/typology.ts';
import { casesSchema, type IndicatorCase } from './case-ledger.ts';
import { type Survivor, survivorsSchema } from './survivors.ts';

/** What a folder of `rules/` holds: one indicator and its cases. */
export type IndicatorFolder = {
  folder: string;
  indicator: Indicator;
  cases: IndicatorCase[];
  /** Changes to the document that no case can notice, each with the reason. */
  survivors: Survivor[];
};

const here = new URL('.', import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, here), 'utf8'));
const names = (path: string): string[] =>
  readdirSync(new URL(path, here))
    .filter((name) => !name.startsWith('.'))
    .sort();

/** Every indicator of `rules/` with its cases, in the order of their ids. */
export const indicatorFolders: readonly IndicatorFolder[] = names('.')
  .filter((folder) => existsSync(new URL(`${folder}/indicator.json`, here)))
  .map((folder) => ({
    folder,
    indicator: indicatorSchema.parse(json(`${folder}/indicator.json`)),
    cases: casesSchema.parse(json(`${folder}/cases.json`)),
    survivors: existsSync(new URL(`${folder}/survivors.json`, here))
      ? survivorsSchema.parse(json(`${folder}/survivors.json`))
      : [],
  }));

/** The rulebook as the files of `rules/` have it. */
export const rulebook = rulebookSchema.parse({
  ...(json('rulebook.json') as object),
  indicators: indicatorFolders.map(({ indicator }) => indicator),
  suppressors: names('suppressors').map((name) =>
    suppressorSchema.parse(json(`suppressors/${name}`)),
  ),
  typologies: names('typologies').map((name) => typologySchema.parse(json(`typologies/${name}`))),
  scoring: scoringSchema.parse(json('scoring.json')),
  lists: listsSchema.parse({
    merchantGroups: json('lists/merchant-groups.json'),
    merchants: json('lists/merchants.json'),
    keywords: json('lists/keywords.json'),
    countries: json('lists/countries.json'),
    gazetteer: json('lists/gazetteer.json'),
    placeLists: json('lists/place-lists.json'),
    serviceAreas: json('lists/service-areas.json'),
    minimumWages: json('lists/minimum-wages.json'),
    peers: json('lists/peers.json'),
    factCodes: json('lists/fact-codes.json'),
  }),
});
