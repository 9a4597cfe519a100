import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { familySchema, type Indicator, indicatorIdSchema } from '../../lib/indicators/indicator.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { translatedSchema } from '../../lib/translated.ts';
import { indicatorFolders, rulebook } from '../read-rules.ts';

const publishedListSchema = z.strictObject({
  /** As the sources of indicators name it. */
  document: z.string(),
  title: translatedSchema,
  /** Items in the order of the document, numbered by it: P1, P2… */
  groups: z.array(
    z.strictObject({
      letter: z.string().regex(/^[A-Z]$/),
      title: translatedSchema,
      items: z.array(translatedSchema),
    }),
  ),
});
export type PublishedList = z.infer<typeof publishedListSchema>;

const catalogueSchema = z.array(
  z.strictObject({
    id: indicatorIdSchema,
    family: familySchema,
    /** In the core set of sixty. */
    core: z.literal(true).optional(),
    title: translatedSchema,
  }),
);
export type CatalogueEntry = z.infer<typeof catalogueSchema>[number];

const json = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

/** What the pages tell about: the rulebook, what was published, and what the catalogue holds. */
export type Library = {
  rulebook: Rulebook;
  /** How many cases each indicator has. */
  cases: ReadonlyMap<string, number>;
  published: readonly PublishedList[];
  catalogue: readonly CatalogueEntry[];
};

export const library: Library = {
  rulebook,
  cases: new Map(indicatorFolders.map(({ indicator, cases }) => [indicator.id, cases.length])),
  published: z.array(publishedListSchema).parse(json('published-items.json')),
  catalogue: catalogueSchema.parse(json('catalogue.json')),
};

/** Every item of a published list, under its number. */
export const itemsOf = ({ groups }: PublishedList) =>
  groups.flatMap(({ letter, items }) =>
    items.map((description, place) => ({ item: `${letter}${place + 1}`, description })),
  );

/** The indicators that cite an item of a document, or the document at all. */
export const citing = (
  { indicators }: Pick<Rulebook, 'indicators'>,
  document: string,
  item?: string,
): Indicator[] =>
  indicators.filter(({ sources }) =>
    sources.some(
      (source) => source.document === document && (item === undefined || source.item === item),
    ),
  );
