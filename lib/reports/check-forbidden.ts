import type { Finding } from './findings.ts';
import type { FiledReport } from './report.ts';

/**
 * Whether a report carries numbers that it may not: the number of a payment card where a token
 * belongs, or a social insurance number under a document type that would take anything.
 */
export function checkForbidden({ parties, transactions, supporting }: FiledReport): Finding[] {
  const findings: Finding[] = [];
  const made = {
    '/transactions': transactions,
    '/supporting/declined': supporting?.declined ?? [],
  };
  for (const [list, group] of Object.entries(made)) {
    for (const [at, { context }] of group.entries()) {
      if (context?.card === undefined || !isCardNumber(context.card)) continue;
      findings.push({ pointer: `${list}/${at}/context/card`, code: 'card-number-refused' });
    }
  }
  for (const [at, { ids = [] }] of parties.entries()) {
    for (const [index, { type, number, country = 'CA' }] of ids.entries()) {
      const takesAnything = type === 'other' || type === 'government_id';
      if (!takesAnything || country !== 'CA' || !isSocialInsuranceNumber(number)) continue;
      const pointer = `/parties/${at}/ids/${index}/number`;
      findings.push({ pointer, code: 'identification-refused' });
    }
  }
  return findings;
}

/** Digits as cards carry them; a token has letters, or another length. */
const isCardNumber = (text: string): boolean => /^\d{13,19}$/.test(withoutSpaces(text));

/** Nine digits whose last one is right by the Luhn formula. */
function isSocialInsuranceNumber(text: string): boolean {
  const digits = withoutSpaces(text);
  if (!/^\d{9}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, at) => {
    const weighed = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}

const withoutSpaces = (text: string): string => text.replaceAll(/[\s-]/g, '');
