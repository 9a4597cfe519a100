import limits from './intake-limits.json' with { type: 'json' };

/** What all variables of a function may come to is 4 KB. */
const most = 3000;

/**
 * The limits of reporting entities, as the functions that take batches read them.
 *
 * @throws Error when so many entities have limits of their own that a function cannot be told.
 */
export function intakeLimits(): string {
  const text = JSON.stringify(limits);
  if (text.length > most) throw new Error(`infra/intake-limits.json is longer than ${most} bytes.`);
  return text;
}
