import type { Disclosure, SubmittedDisclosure } from './disclosure.ts';

/** Disclosures that will never leave. Their packages stay, as proof of what was decided on. */
export const withdraw = (
  disclosures: readonly SubmittedDisclosure[],
  withdrawnAt: string,
): Disclosure[] =>
  disclosures.map((disclosure) => ({ ...disclosure, status: 'withdrawn', withdrawnAt }));
