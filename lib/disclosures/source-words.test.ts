import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { indicatorSchema } from '../indicators/indicator.ts';
import { sourceWords } from './source-words.ts';

test.each([
  ['FINTRAC-2016-OA003', 'P1', 'FINTRAC Operational Alert, December 2016, pattern 1'],
  ['FINTRAC-2021-OA001', 'G22', 'FINTRAC Operational Alert, July 2021, general indicator 22'],
  ['FINTRAC-2021-OA001', 'narrative', 'FINTRAC Operational Alert, July 2021, narrative'],
  ['FINTRAC-IND-FE', 'structuring', 'FINTRAC guidance, indicators for financial entities'],
  ['MONEYTRAIL', 'own proposal', 'Moneytrail, own indicator'],
])('%s %s is “%s”', (document, item, words) => {
  expect(sourceWords({ document, item }, 'en')).toBe(words);
});

const folders = readdirSync('rules').filter((name) => name.startsWith('HT-'));

test.each(folders)('every source of %s is spelled out in both languages', async (folder) => {
  const text = await readFile(`rules/${folder}/indicator.json`, 'utf-8');
  const { sources } = indicatorSchema.parse(JSON.parse(text));
  for (const source of sources) {
    expect(sourceWords(source, 'en')).not.toBe(source.document);
    expect(sourceWords(source, 'fr')).not.toBe(source.document);
  }
});
