import limits from './information-limits.json' with { type: 'json' };

/** What all variables of a function may come to is 4 KB. */
const most = 3000;

/**
 * How much agencies may file, as the function that takes their records reads it.
 *
 * @throws Error when so many agencies have limits of their own that a function cannot be told.
 */
export function informationLimits(): string {
  const text = JSON.stringify(limits);
  if (text.length > most) {
    throw new Error(`infra/information-limits.json is longer than ${most} bytes.`);
  }
  return text;
}
