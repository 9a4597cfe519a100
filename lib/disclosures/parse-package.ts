import { plainParser } from '../accepts-plainly.ts';
import { type DisclosurePackage, disclosurePackageSchema } from './package.ts';

const parse = plainParser(disclosurePackageSchema);

/** What frozen bytes say. @throws ZodError or SyntaxError when they are no package. */
export const parsePackage = (bytes: Uint8Array): DisclosurePackage =>
  parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
