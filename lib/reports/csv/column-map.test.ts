import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { saidOf } from '../../../test/support/read-verdicts.ts';
import { batchHeaderSchema, filedReportSchema, withdrawnReportSchema } from '../report.ts';
import type { Column } from './column.ts';
import { columnGroups, columnsByName, pointerOfColumn, reportGroups } from './column-map.ts';

const columns = columnGroups.flatMap((group) => group.columns);
const placesOf = (list: readonly Column[]) => list.flatMap((one) => pointerOfColumn(one) ?? []);

type Schema = z.core.JSONSchema._JSONSchema;

/** The pointers to all values of schemas, lists of values as one. */
function leaves(...schemas: z.ZodType[]): Set<string> {
  return new Set(
    schemas.flatMap((schema) => {
      const whole = z.toJSONSchema(schema);
      return leavesOf(whole, whole.$defs ?? {}, '');
    }),
  );
}

function leavesOf(schema: Schema, named: Record<string, Schema>, pointer: string): string[] {
  if (typeof schema === 'boolean') return [pointer];
  const within = (one: Schema, name = '') => leavesOf(one, named, `${pointer}${name}`);
  const { $ref, properties, anyOf = [], oneOf = [], items } = schema;
  const choices = [...anyOf, ...oneOf];
  if ($ref !== undefined) return within(named[$ref.replace('#/$defs/', '')] ?? false);
  if (choices.length > 0) return choices.flatMap((choice) => within(choice));
  if (properties) {
    return Object.entries(properties).flatMap(([name, one]) => within(one, `/${name}`));
  }
  const elements = items === undefined || Array.isArray(items) ? [] : within(items, '/-');
  return elements.some((one) => one !== `${pointer}/-`) ? elements : [pointer];
}

describe('the column map', () => {
  test('names each column once', () => {
    expect(columnsByName.size).toBe(columns.length);
  });

  test('says everything that the profile knows but supporting records, and nothing else', () => {
    const known = [...leaves(filedReportSchema, withdrawnReportSchema)].filter(
      (pointer) => !pointer.startsWith('/supporting/'),
    );
    const said = placesOf(reportGroups.flatMap((group) => group.columns));
    expect(new Set(said)).toEqual(new Set(known));
  });

  test('says the header of a batch', () => {
    const [batch] = columnGroups;
    expect(new Set(placesOf(batch?.columns ?? []))).toEqual(leaves(batchHeaderSchema));
  });

  test('puts each group behind the one that it is within', () => {
    const names = reportGroups.map(({ name }) => name);
    for (const [at, { within }] of reportGroups.entries()) {
      if (within !== undefined) expect(names.slice(0, at)).toContain(within);
    }
  });

  test('is what docs/csv.md lists, in this order', () => {
    const rows = readFileSync('docs/csv.md', 'utf-8')
      .split('\n')
      .filter((line) => /^(### |\| `[a-z_]+` \| )/.test(line));
    expect(rows).toEqual(
      columnGroups.flatMap(({ title, columns: own }) => [
        `### ${title.en} · ${title.fr}`,
        ...own.map(rowOf),
      ]),
    );
  });
});

function rowOf(column: Column): string {
  const { name, type, isRequired, isKey, description } = column;
  const place = pointerOfColumn(column);
  const marks = [type, ...(isRequired ? ['required'] : []), ...(isKey ? ['key'] : [])].join(', ');
  const cells = [`\`${name}\``, place ? `\`${place}\`` : '', marks, description.en, description.fr];
  return `| ${cells.join(' | ')} |`;
}

describe('docs/csv-template.csv', () => {
  const template = readFileSync('docs/csv-template.csv', 'utf-8');

  test('is accepted without findings', async () => {
    const said = await saidOf(template, { form: 'csv' });
    expect(said).toHaveProperty('receipts.length', 4);
    expect(said).toHaveProperty(
      'receipts',
      (said as { receipts: object[] }).receipts.map((receipt) => ({
        ...receipt,
        verdict: 'accepted',
        findings: [],
      })),
    );
  });

  test('says of itself that it is a sample', () => {
    expect(template).toContain('SAMPLE-BATCH-0001');
    expect(template.match(/SAMPLE-\d{4}/g)?.length).toBeGreaterThan(4);
  });
});
