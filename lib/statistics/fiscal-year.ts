import * as z from 'zod';

/** "2026-27": from 1 April 2026 to 31 March 2027. */
export const fiscalYearSchema = z
  .string()
  .regex(/^20\d{2}-\d{2}$/)
  .refine(isConsecutive, 'A year and the next: 2026-27');

/** The date in Ottawa, where the year ends at midnight: "2026-03-31". */
const dateInOttawa = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Toronto',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** "2026-03" of an instant, by the date in Ottawa. @param at RFC 3339. */
export const monthOf = (at: string): string => dateInOttawa.format(new Date(at)).slice(0, 7);

/** The fiscal year of the Government of Canada in which an instant lies. @param at RFC 3339. */
export function fiscalYearOf(at: string): string {
  const [year, month] = monthOf(at).split('-').map(Number);
  if (year === undefined || month === undefined) throw new RangeError('no date');
  return named(month >= 4 ? year : year - 1);
}

/** The twelve months of a fiscal year, April first: "2026-04" to "2027-03". */
export function monthsOf(fiscalYear: string): string[] {
  const year = Number(fiscalYear.slice(0, 4));
  return Array.from({ length: 12 }, (_, index) => {
    const month = ((index + 3) % 12) + 1;
    return `${month >= 4 ? year : year + 1}-${String(month).padStart(2, '0')}`;
  });
}

const named = (first: number): string => `${first}-${String((first + 1) % 100).padStart(2, '0')}`;

function isConsecutive(text: string): boolean {
  return text === named(Number(text.slice(0, 4)));
}
