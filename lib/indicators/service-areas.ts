import type { Lists } from './rulebook.ts';
import { matcherOf } from './text-matching.ts';

/** The provinces that a payee serves as a utility; undefined for a name that is no utility's. */
export type ServiceAreas = (name: string) => ReadonlySet<string> | undefined;

/** A name that could be several utilities serves all their provinces: nobody is out of reach by mistake. */
export function serviceAreasOf({ serviceAreas }: Pick<Lists, 'serviceAreas'>): ServiceAreas {
  const providers = serviceAreas.providers.map(({ name, provinces }) => ({
    isNamedIn: matcherOf([name]),
    provinces,
  }));
  return (name) => {
    const named = providers.filter(({ isNamedIn }) => isNamedIn(name));
    return named.length === 0 ? undefined : new Set(named.flatMap(({ provinces }) => provinces));
  };
}
