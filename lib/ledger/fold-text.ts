import { rememberLatest } from '../remember-latest.ts';

const joined: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', '’': "'" };

/**
 * Text as it is compared: lower case, without accents, white space collapsed to single spaces.
 * "  Élise   LE BŒUF " becomes "elise le boeuf".
 */
export const foldText = rememberLatest((text) =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[œæßøł’]/g, (letter) => joined[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim(),
);
