import { foldText } from './fold-text.ts';

/**
 * The words of a surname of two letters and more, folded: "Example-Sample" has one in common with
 * "Sample".
 */
export const surnameWords = (surname: string): string[] =>
  foldText(surname)
    .split(/[^\p{L}\p{N}']+/u)
    .filter((word) => word.length > 1);
