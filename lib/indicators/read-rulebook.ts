import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { checkDocument, type DocumentFault, type Measures } from './check-rulebook.ts';
import { type Indicator, indicatorSchema, type Suppressor, suppressorSchema } from './indicator.ts';
import { refusedNames } from './refused-names.ts';
import { listsSchema, type Rulebook, rulebookSchema } from './rulebook.ts';
import { schemaFaults } from './schema-faults.ts';
import { scoringSchema, typologySchema } from './typology.ts';

/** Documents that were refused. Every other document of the rulebook is good. */
export class RulebookRefused extends Error {
  readonly faults: DocumentFault[];

  constructor(faults: DocumentFault[]) {
    super(faults.map(({ document, place, mend }) => `${document} ${place}: ${mend}`).join('\n'));
    this.name = 'RulebookRefused';
    this.faults = faults;
  }
}

/**
 * Reads a rulebook from the documents of a directory: `<id>/indicator.json`, `suppressors/*.json`,
 * `typologies/*.json`, `scoring.json`, `rulebook.json` (its number) and `lists/*.json`.
 *
 * @throws RulebookRefused naming every document that does not fit, where, and how to mend it: a
 *   rulebook that is active has no bad document.
 */
export async function readRulebook(directory: string): Promise<Rulebook> {
  const { rulebook, faults } = await inspectRulebook(directory);
  if (faults.length > 0) throw new RulebookRefused(faults);
  return rulebook;
}

/**
 * The rulebook of the good documents of a directory, and what is wrong with the others.
 *
 * @throws ZodError when what all documents share does not fit: lists, scoring, number.
 */
export async function inspectRulebook(
  directory: string,
): Promise<{ rulebook: Rulebook; faults: DocumentFault[] }> {
  const list = (name: string) => readJson(join(directory, 'lists', `${name}.json`));
  const lists = listsSchema.parse({
    merchantGroups: await list('merchant-groups'),
    merchants: await list('merchants'),
    keywords: await list('keywords'),
    countries: await list('countries'),
    gazetteer: await list('gazetteer'),
    placeLists: await list('place-lists'),
    serviceAreas: await list('service-areas'),
    minimumWages: await list('minimum-wages'),
    peers: await list('peers'),
    factCodes: await list('fact-codes'),
  });
  const folders = (await readdir(directory)).filter((name) => name.startsWith('HT-')).sort();
  const indicators = await readAll(
    folders.map((name) => join(directory, name, 'indicator.json')),
    indicatorSchema,
  );
  const suppressorFiles = await documentsIn(join(directory, 'suppressors'));
  const suppressors = await readAll(suppressorFiles, suppressorSchema);
  const typologies = await readAll(
    await documentsIn(join(directory, 'typologies')),
    typologySchema,
  );
  // A suppressor that is refused itself must not take the indicators that name it with it.
  const surroundings = {
    lists,
    suppressors: new Set(suppressorFiles.map(idOf)),
    indicators: new Map<string, Measures>([
      ...folders.map((id) => [id, {}] as const),
      ...indicators.good.map(({ id, measures }) => [id, measures] as const),
    ]),
  };
  const check = (document: Indicator | Suppressor) => checkDocument(document, surroundings);
  const sound = <T extends Indicator | Suppressor>(documents: T[]) =>
    documents.filter((document) => check(document).length === 0);
  const { number } = z
    .object({ number: z.int().min(1) })
    .parse(await readJson(join(directory, 'rulebook.json')));
  const rulebook = rulebookSchema.parse({
    number,
    indicators: sound(indicators.good),
    suppressors: sound(suppressors.good),
    typologies: typologies.good,
    scoring: scoringSchema.parse(await readJson(join(directory, 'scoring.json'))),
    lists,
  });
  const faults = [
    ...indicators.faults,
    ...suppressors.faults,
    ...typologies.faults,
    ...indicators.good.flatMap(check),
    ...suppressors.good.flatMap(check),
  ];
  return { rulebook, faults };
}

const idOf = (path: string): string => basename(path, '.json');

/** A field named __proto__ would be dropped without a word by whatever reads it next. */
const readJson = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(path, 'utf8'), (name, value: unknown) => {
    if (name === '__proto__') throw new SyntaxError('remove the field __proto__');
    return value;
  });

async function documentsIn(directory: string): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => join(directory, name));
}

async function readAll<T>(
  paths: readonly string[],
  schema: z.ZodType<T>,
): Promise<{ good: T[]; faults: DocumentFault[] }> {
  const good: T[] = [];
  const faults: DocumentFault[] = [];
  for (const path of paths) {
    const read = await readDocument(path, schema);
    if ('document' in read) good.push(read.document);
    else faults.push(...read.faults);
  }
  return { good, faults };
}

async function readDocument<T>(
  path: string,
  schema: z.ZodType<T>,
): Promise<{ document: T } | { faults: DocumentFault[] }> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const mend = cause instanceof Error ? cause.message : 'make it readable';
    return { faults: [{ document: path, place: '', mend }] };
  }
  // Before the schema, which has no word for them but "unrecognized".
  const refused = refusedNames(content);
  if (refused.length > 0) return { faults: refused.map((name) => ({ document: path, ...name })) };
  const parsed = schema.safeParse(content);
  if (parsed.success) return { document: parsed.data };
  return { faults: schemaFaults(parsed.error).map((fault) => ({ document: path, ...fault })) };
}
