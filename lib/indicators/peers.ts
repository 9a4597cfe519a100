import type { Lists, PeerGroup, Place } from './rulebook.ts';

/** What is usual among other clients. */
export type Peers = {
  /**
   * The group of clients of the same industry and size of city; undefined where there is none.
   *
   * @param home without it only groups of cities of any size fit.
   */
  group(
    statistic: string,
    of: { naics: string | undefined; home: Place | undefined },
  ): PeerGroup | undefined;
  /** Canadian minor units that half of the clients spend less than, by merchant group. */
  monthlyMedian(merchantGroup: string): number | undefined;
};

export function peersOf({ peers, gazetteer }: Pick<Lists, 'peers' | 'gazetteer'>): Peers {
  const large = new Set(gazetteer.largeAreas);
  const statistics = new Map(
    Object.entries(peers.statistics).map(([name, groups]) => [name, [...groups].sort(narrowest)]),
  );
  const medians = new Map(Object.entries(peers.monthlyMedians));
  return {
    group(statistic, { naics, home }) {
      if (naics === undefined) return undefined;
      const size = home && (large.has(home.area) ? 'large' : 'other');
      return statistics
        .get(statistic)
        ?.find(
          ({ industry, city }) => naics.startsWith(industry) && (city === 'any' || city === size),
        );
    },
    monthlyMedian: (merchantGroup) => medians.get(merchantGroup),
  };
}

/** The longest industry code first; of one industry a size of city before any size. */
const narrowest = (a: PeerGroup, b: PeerGroup): number =>
  b.industry.length - a.industry.length || Number(a.city === 'any') - Number(b.city === 'any');
