import { foldText } from '../ledger/fold-text.ts';
import type { PackageParty, PossibleVictim } from './package.ts';

type Described = PackageParty | PossibleVictim;

export const namesOf = ({ names, aliases }: Described): string[] => [...names, ...aliases];

/** What is written for one person alone: electronic addresses and the numbers she has somewhere. */
export const handlesOf = ({
  emails,
  userNames,
  clientNumbers,
  idDocuments,
}: Described): string[] => [
  ...emails,
  ...userNames,
  ...clientNumbers,
  ...idDocuments.map(({ number }) => number),
];

/** Digits of each telephone, without extension and without the North American country code. */
export const phoneDigitsOf = ({ phones }: Described): string[] =>
  phones
    .map((phone) => phone.replace(/\s*x.*$/i, '').replace(/\D/g, ''))
    .map((digits) => digits.replace(/^1(?=\d{10}$)/, ''))
    .filter((digits) => digits.length >= shortestPhone);

const shortestPhone = 7;

/** The words of a text as they are compared. */
export const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Names and numbers are written with and without separators; what has no letter stays as it is. */
export const plainText = (text: string): string => wordsOf(text).join('') || foldText(text);
