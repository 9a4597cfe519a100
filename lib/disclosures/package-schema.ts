import * as z from 'zod';
import { disclosurePackageSchema } from './package.ts';

/**
 * The JSON Schema (2020-12) of `disclosure-package/1`, as it is published: what a recipient's software
 * can check a package against. Every object refuses members that it does not name.
 */
export function packageSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(disclosurePackageSchema, {
    target: 'draft-2020-12',
  });
  const published = {
    $schema,
    $id: 'urn:moneytrail:disclosure-package:1',
    title: 'disclosure-package/1',
    description: 'A frozen disclosure package. See docs/packages.md.',
    ...schema,
  };
  return `${JSON.stringify(published, null, 2)}\n`;
}
