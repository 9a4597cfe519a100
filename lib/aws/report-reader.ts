import { plainParser } from '../accepts-plainly.ts';
import type { ReportOnFile, Reports } from '../disclosures/evidence.ts';
import type { EntityNumber, ReportKey } from '../identifiers.ts';
import type { AcceptedReports, ReportLocation, ReportRegister } from '../reports/register.ts';
import { filedReportSchema } from '../reports/report.ts';
import { acceptedAtOf } from '../reports/revision.ts';

const parseReport = plainParser(filedReportSchema);

/** How many objects are read at a time. */
const readsAtOnce = 16;

/** Full reports: the register says where the live version is, the inbox bucket has its text. */
export const reportReader = ({
  register,
  accepted,
}: {
  register: Pick<ReportRegister, 'getMany'>;
  accepted: AcceptedReports;
}): Reports => ({
  async read(keys) {
    const live = await locate(register, keys);
    const read: ReportOnFile[] = [];
    for (let next = 0; next < live.length; next += readsAtOnce) {
      const some = live.slice(next, next + readsAtOnce);
      read.push(...(await Promise.all(some.map((report) => readOne(accepted, report)))));
    }
    return read;
  },
});

type Live = { key: ReportKey; location: ReportLocation; revision: string; digest: string };

/** A report whose live version is a withdrawal has no location, and is left out. */
async function locate(
  register: Pick<ReportRegister, 'getMany'>,
  keys: readonly ReportKey[],
): Promise<Live[]> {
  const byEntity = Map.groupBy(keys, ({ entity }): EntityNumber => entity);
  const found = await Promise.all(
    [...byEntity].map(async ([entity, its]) => {
      const references = [...new Set(its.map(({ reference }) => reference))];
      return { entity, reports: await register.getMany(entity, references) };
    }),
  );
  return found.flatMap(({ entity, reports }) =>
    [...reports].flatMap(([reference, { location, revision, digest }]) =>
      location ? [{ key: { entity, reference }, location, revision, digest }] : [],
    ),
  );
}

async function readOne(
  accepted: AcceptedReports,
  { key, location, revision, digest }: Live,
): Promise<ReportOnFile> {
  const report = parseReport(JSON.parse(await accepted.read(location)));
  return { key, filedOn: acceptedAtOf(revision).slice(0, 10), digest, report };
}
