/** Elements by their names, in the order in which they are written; a list repeats its element. */
export type Elements = {
  [name: string]: string | readonly string[] | Elements | readonly Elements[];
};

/** Stands where a country's code list would be asked: the recipient's, not ours. */
export const unmapped = 'UNMAPPED';

/** Only the elements that say something. */
export function saying(elements: { [name: string]: Elements[string] | undefined }): Elements {
  return Object.fromEntries(
    Object.entries(elements).filter(
      (entry): entry is [string, Elements[string]] =>
        entry[1] !== undefined &&
        entry[1] !== '' &&
        !(Array.isArray(entry[1]) && entry[1].length === 0),
    ),
  );
}

/**
 * Text that XML can hold: a character that XML 1.0 forbids stands as its Unicode number in square
 * brackets, so that nothing is lost.
 */
export const xmlText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(
      /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
      (letter) => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
