import type { CellType } from './column.ts';

/**
 * What a cell says in JSON. What is not written as its type stays text, for the profile to refuse; a
 * number that is too large, or below zero, is a number, so that it is refused as in the other forms.
 */
export function cellValue(cell: string, type: CellType): unknown {
  switch (type) {
    case 'text':
      return cell;
    case 'list':
      return cell.split('|');
    case 'integer':
      return /^-?\d+$/.test(cell) ? Number(cell) : cell;
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
    case 'boolean':
      return booleans.get(cell.toLowerCase()) ?? cell;
  }
}

/** As spreadsheets in either language write them. */
const booleans = new Map([
  ['true', true],
  ['vrai', true],
  ['false', false],
  ['faux', false],
]);
