import { type BillLine, type Meter, meter } from '../../local/simulated/meter.ts';

/** The way of a report; what is done before anything is measured is `before`. */
export const stages = ['submit', 'ingest', 'evaluate', 'assemble'] as const;
export type Stage = (typeof stages)[number];

/** A meter that counts for one stage at a time, which works because one function runs at a time. */
export type StagedMeter = {
  /** To be given to the cloud. */
  meter: Meter;
  /** From now on everything is counted for this stage; for `before`, nothing is. */
  enter(stage: Stage | 'before'): void;
  of(stage: Stage): Meter;
  /** What the stores hold, priced for a month. */
  storage(): BillLine[];
};

export function stagedMeter(): StagedMeter {
  const meters = new Map(stages.map((stage) => [stage, meter()]));
  const unmeasured = meter();
  const stored = meter();
  let current = unmeasured;
  return {
    meter: {
      readHalfUnits: (...counted) => current.readHalfUnits(...counted),
      writeUnits: (...counted) => current.writeUnits(...counted),
      putRequest: (...counted) => current.putRequest(...counted),
      getRequest: (...counted) => current.getRequest(...counted),
      queueRequest: (...counted) => current.queueRequest(...counted),
      lambda: (...counted) => current.lambda(...counted),
      watchStorage: (...watched) => stored.watchStorage(...watched),
      counted: (line) => current.counted(line),
      bill: (options) => current.bill(options),
    },
    enter(stage) {
      current = (stage !== 'before' && meters.get(stage)) || unmeasured;
    },
    of: (stage) => meters.get(stage) ?? unmeasured,
    storage: () => [...stored.bill().lines],
  };
}
