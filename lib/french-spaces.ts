/**
 * A French text with no-break spaces where French asks for a space that no line may end with: within
 * numbers, before their units and the colon, and inside guillemets. "8 000 $" is one word.
 *
 * @see Office québécois de la langue française, Espacement avant et après les principaux signes de ponctuation
 */
export const withFrenchSpaces = (text: string): string =>
  text
    .replace(/(?<=(?<!\d)\d{1,3}(?: \d{3})*) (?=\d{3}(?!\d))/g, noBreak)
    .replace(/(?<=\d) (?=(?:[$%]|h|km)(?![\p{L}\p{N}]))/gu, noBreak)
    .replace(/(?<=\d\u00a0h) (?=\d{2}(?!\d))/g, noBreak)
    .replace(/ (?=[:»])/g, noBreak)
    .replace(/(?<=«) /g, noBreak);

const noBreak = '\u00a0';
