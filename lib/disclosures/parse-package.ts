import { type DisclosurePackage, disclosurePackageSchema } from './package.ts';

/** What frozen bytes say. @throws ZodError or SyntaxError when they are no package. */
export const parsePackage = (bytes: Uint8Array): DisclosurePackage =>
  disclosurePackageSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
