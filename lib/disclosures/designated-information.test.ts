import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { designatedInformation, framing, paragraphs } from './designated-information.ts';
import { disclosurePackageSchema } from './package.ts';

describe('given the schema of the package', () => {
  const { leaves, looseObjects } = walk(disclosurePackageSchema, '');

  test('then every leaf is designated information or framing of our own, and never both', () => {
    const listed = [...Object.keys(designatedInformation), ...framing];
    expect(leaves.toSorted()).toEqual(listed.toSorted());
  });

  test('then every object of it refuses members it does not know', () => {
    expect(looseObjects).toEqual([]);
  });
});

test('every line of the allow-list names a paragraph of s. 55(7)', () => {
  for (const paragraph of Object.values(designatedInformation)) {
    expect(paragraphs).toHaveProperty([paragraph]);
  }
});

test.each(['ip', 'deviceId', 'score', 'strength', 'weight', 'userId', 'staffId', 'gender'])(
  'no leaf is called %s',
  (name) => {
    const names = Object.keys(designatedInformation).map((path) => path.split('.').at(-1));
    expect(names).not.toContain(name);
  },
);

/** All paths of a schema that end in something other than an object or a list. */
function walk(schema: z.core.$ZodType, path: string): { leaves: string[]; looseObjects: string[] } {
  if (schema instanceof z.ZodOptional) return walk(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return walk(schema.element, `${path}[]`);
  if (schema instanceof z.ZodObject) {
    const inside = Object.entries<z.core.$ZodType>(schema.shape).map(([name, member]) =>
      walk(member, path ? `${path}.${name}` : name),
    );
    const strict = schema.def.catchall instanceof z.ZodNever;
    return {
      leaves: inside.flatMap(({ leaves }) => leaves),
      looseObjects: [...(strict ? [] : [path]), ...inside.flatMap((item) => item.looseObjects)],
    };
  }
  return { leaves: [path], looseObjects: [] };
}
