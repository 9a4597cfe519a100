import { DomainError } from '../errors.ts';
import { foldText } from '../ledger/fold-text.ts';
import { handlesOf, namesOf, phoneDigitsOf, plainText, wordsOf } from './identifying-details.ts';
import type { PackageContents } from './package.ts';
import { withheldIn } from './withhold-possible-victims.ts';

/** A shorter word of a name is a word of ordinary text too often; so is a shorter user name. */
const shortestWord = 3;
/** Shorter numbers are those of years and amounts too often. */
const shortestNumber = 5;

/**
 * Refuses a package for a recipient other than the police in whose text an author names a possible
 * victim, or gives a number or an address of hers; or of whoever is withheld with her, since another
 * report may know her as somebody else. It cannot be mended here: only the author knows what the sentence
 * is worth without it.
 *
 * @throws DomainError possible-victim-named
 */
export function demandPossibleVictimsUnnamed(contents: PackageContents): void {
  const { cover, grounds } = contents;
  const { persons, accounts } = withheldIn(contents);
  const text = `${grounds.statement} ; ${cover.secondTest?.facts ?? ''}`;
  const written: Written = { words: wordsOf(text), phones: digitRunsOf(text) };
  const named = persons.some(
    (person) =>
      namesOf(person).some((name) => isNamed(name, written)) ||
      handlesOf(person).some((handle) => isWritten(handle, written)) ||
      phoneDigitsOf(person).some((phone) => written.phones.some((run) => run.includes(phone))),
  );
  const numbered = accounts.some(
    ({ number }) => number !== undefined && isWritten(number, written),
  );
  if (named || numbered) throw new DomainError('possible-victim-named', cover.recipient.id);
}

type Written = { words: readonly string[]; phones: readonly string[] };

/** By one longer word of the name, or by all of it, also with the surname first or without middle names. */
function isNamed(name: string, { words }: Written): boolean {
  const parts = wordsOf(name);
  if (parts.some((part) => part.length >= shortestWord && words.includes(part))) return true;
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const orders = [parts, [last, ...parts.slice(0, -1)]];
  if (parts.length > 1) orders.push([first, last], [last, first]);
  return orders.some((order) => isInSequence(order, words));
}

function isInSequence(order: readonly string[], words: readonly string[]): boolean {
  const whole = order.join('');
  // One letter alone is no name. A character of these scripts is more than a letter.
  if (whole.length < 2) return false;
  if (unspaced.test(whole)) return words.join('').includes(whole);
  return ` ${words.join(' ')} `.includes(` ${order.join(' ')} `);
}

/** Scripts that put no space between words. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Whether words that follow each other are the handle, whatever separates its parts there or here. */
function isWritten(handle: string, { words }: Written): boolean {
  const plain = plainText(handle);
  if (plain.length < (/\p{L}/u.test(plain) ? shortestWord : shortestNumber)) return false;
  return words.some((first, from) => plain.startsWith(first) && isRunFrom(from, plain, words));
}

function isRunFrom(from: number, plain: string, words: readonly string[]): boolean {
  let run = '';
  for (let at = from; at < words.length && run.length < plain.length; at += 1) run += words[at];
  return run === plain;
}

/** "+1 (416) 555-0142" as "14165550142". */
const digitRunsOf = (text: string): string[] =>
  (foldText(text).match(/\d[\d\s().+/-]*/g) ?? []).map((run) => run.replace(/\D/g, ''));
