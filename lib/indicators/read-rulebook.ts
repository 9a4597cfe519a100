import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { checkDocument, type DocumentFault, type Measures } from './check-rulebook.ts';
import { type Indicator, indicatorSchema, type Suppressor, suppressorSchema } from './indicator.ts';
import { refusedNames } from './refused-names.ts';
import { listsSchema, type Rulebook, rulebookSchema } from './rulebook.ts';
import { inPlainWords, readBy } from './schema-faults.ts';
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
  const listFiles = {
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
  };
  const lists = listsSchema.parse(listFiles, { error: inPlainWords });
  const folders = await indicatorFoldersIn(directory);
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
    .parse(await readJson(join(directory, 'rulebook.json')), { error: inPlainWords });
  const scoring = scoringSchema.parse(await readJson(join(directory, 'scoring.json')), {
    error: inPlainWords,
  });
  const rulebook = rulebookSchema.parse({
    number,
    indicators: sound(indicators.good),
    suppressors: sound(suppressors.good),
    typologies: typologies.good,
    scoring,
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

/** The folders of a rulebook that hold an indicator each, or ought to by their name. */
export async function indicatorFoldersIn(directory: string): Promise<string[]> {
  const folders = (await readdir(directory, { withFileTypes: true }))
    .filter((found) => found.isDirectory())
    .map(({ name }) => name);
  const isIndicator = await Promise.all(
    folders.map(
      async (name) =>
        name.startsWith('HT-') || (await readdir(join(directory, name))).includes('indicator.json'),
    ),
  );
  return folders.filter((_, place) => isIndicator[place]).sort();
}

/** What a document calls itself: an indicator by its folder, any other by its file. */
const idOf = (path: string): string =>
  basename(path) === 'indicator.json' ? basename(dirname(path)) : basename(path, '.json');

/** A field named __proto__ would be dropped without a word by whatever reads it next. */
async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text, (name, value: unknown) => {
      if (name === '__proto__') throw new SyntaxError('remove the field __proto__');
      return value;
    });
  } catch (cause) {
    throw new SyntaxError(`${path} ${whyUnreadable(cause)}`, { cause });
  }
}

async function documentsIn(directory: string): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => join(directory, name));
}

async function readAll<T extends { id: string }>(
  paths: readonly string[],
  schema: z.ZodType<T>,
): Promise<{ good: T[]; faults: DocumentFault[] }> {
  const good: T[] = [];
  const faults: DocumentFault[] = [];
  for (const path of paths) {
    const read = await readDocument(path, schema, refusedNames);
    if ('faults' in read) faults.push(...read.faults);
    else if (read.document.id !== idOf(path)) faults.push(misnamed(path, read.document.id));
    else good.push(read.document);
  }
  return { good, faults };
}

/** Matches, cases and other documents name a document by its id; whoever looks for it finds the file. */
function misnamed(path: string, id: string): DocumentFault {
  const kind = basename(path) === 'indicator.json' ? 'folder' : 'file';
  const mend = `write ${idOf(path)}, as the ${kind} is named, or name the ${kind} ${id}`;
  return { document: path, place: 'id', mend };
}

type Fault = Omit<DocumentFault, 'document'>;

/**
 * One document of a rulebook, or what is wrong with it.
 *
 * @param refuse what is looked at before the schema, which has no word for it but "remove".
 */
export async function readDocument<T>(
  path: string,
  schema: z.ZodType<T>,
  refuse: (content: unknown) => Fault[] = () => [],
): Promise<{ document: T } | { faults: DocumentFault[] }> {
  const faulty = (faults: Fault[]) => ({
    faults: faults.map((fault) => ({ document: path, ...fault })),
  });
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    return faulty([{ place: '', mend: whyUnreadable(cause) }]);
  }
  const refused = refuse(content);
  if (refused.length > 0) return faulty(refused);
  const read = readBy(schema, content);
  return 'faults' in read ? faulty(read.faults) : read;
}

function whyUnreadable(cause: unknown): string {
  if (cause instanceof SyntaxError) {
    return cause.message.includes('\uFEFF')
      ? 'save it without a byte-order mark'
      : `is not JSON: ${cause.message}`;
  }
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return isMissing ? 'is missing' : 'cannot be read';
}
