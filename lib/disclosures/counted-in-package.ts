import type { Case } from '../cases/case.ts';
import type { Counted } from '../statistics/counted.ts';
import { parsePackage } from './parse-package.ts';

/** What statistics are to know of a package that was just frozen. */
export function countedInPackage(
  bytes: Uint8Array,
  { typology, informedBy = [] }: Pick<Case, 'typology' | 'informedBy'>,
): Counted {
  const { cover, reports } = parsePackage(bytes);
  const lastFiledOn = reports
    .map(({ filedOn }) => filedOn)
    .sort()
    .at(-1);
  return {
    typology,
    requested: informedBy.length > 0,
    ...(cover.projectTag !== undefined && { projectTag: cover.projectTag }),
    ...(lastFiledOn !== undefined && { lastFiledOn }),
  };
}
