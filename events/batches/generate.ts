import { writeFileSync } from 'node:fs';
import { arrangeBatches, type SampleBatch, textOf } from './arrange-batches.ts';
import { diasporaSupport } from './look-alikes/diaspora-support.ts';
import { farmWorkers } from './look-alikes/farm-workers.ts';
import { hotelNightWorker } from './look-alikes/hotel-night-worker.ts';
import { independentWorker } from './look-alikes/independent-worker.ts';
import { licensedStaffing } from './look-alikes/licensed-staffing.ts';
import { onlineSeller } from './look-alikes/online-seller.ts';
import { shelter } from './look-alikes/shelter.ts';
import { smallLandlord } from './look-alikes/small-landlord.ts';
import { touringBand } from './look-alikes/touring-band.ts';
import { travellingConsultant } from './look-alikes/travelling-consultant.ts';
import { ordinaryLife } from './ordinary-life/population.ts';
import { placementAgent } from './stories/agence-de-placement.ts';
import { eveningRemittances } from './stories/evening-remittances.ts';
import { highway401 } from './stories/highway-401.ts';
import { createWorld, type Part, type Planted } from './world.ts';

/*
 * Writes the sample batches beside this file: `node events/batches/generate.ts`. They come from one
 * fixed seed, so that the same code writes the same bytes; a test compares them.
 */

const hidden = [
  highway401,
  placementAgent,
  eveningRemittances,
  touringBand,
  travellingConsultant,
  hotelNightWorker,
  independentWorker,
  diasporaSupport,
  shelter,
  farmWorkers,
  smallLandlord,
  onlineSeller,
  licensedStaffing,
];

export type Samples = { batches: SampleBatch[]; planted: Planted[] };

export function generateSamples(): Samples {
  const world = createWorld();
  const parts: Part[] = hidden.map((plant) => plant(world));
  const ordinary = ordinaryLife(world);
  const references = ordinary.flatMap(({ reports }) => reports.map(({ reference }) => reference));
  const reports = [...parts, ...ordinary].flatMap((part) => part.reports);
  return {
    batches: arrangeBatches(reports, new Set(references)),
    planted: parts.flatMap(({ planted }) => planted ?? []),
  };
}

/** File names beside this file, and what they hold. */
export function sampleFiles({ batches, planted }: Samples): Map<string, string> {
  return new Map([
    ...batches.map((sample): [string, string] => [sample.file, textOf(sample)]),
    ['planted.json', `${JSON.stringify(planted, undefined, 2)}\n`],
  ]);
}

if (import.meta.main) {
  for (const [file, text] of sampleFiles(generateSamples())) {
    writeFileSync(new URL(file, import.meta.url), text);
  }
}
