import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentFault } from '../../lib/indicators/check-rulebook.ts';
import { indicatorFoldersIn, readDocument } from '../../lib/indicators/read-rulebook.ts';
import { casesSchema } from '../../rules/case-ledger.ts';
import { survivorsSchema } from '../../rules/survivors.ts';

/** What is wrong with the cases of the indicators of a rulebook, and with `survivors.json`. */
export async function caseFaults(directory: string): Promise<DocumentFault[]> {
  const folders = await indicatorFoldersIn(directory);
  const faults = await Promise.all(folders.map((folder) => faultsIn(join(directory, folder))));
  return faults.flat();
}

/** Every indicator has cases; few have changes that no case can notice. */
async function faultsIn(folder: string): Promise<DocumentFault[]> {
  const cases = await readDocument(join(folder, 'cases.json'), casesSchema);
  const file = 'survivors.json';
  const hasSurvivors = (await readdir(folder)).includes(file);
  const survivors = hasSurvivors && (await readDocument(join(folder, file), survivorsSchema));
  return [
    ...('faults' in cases ? cases.faults : []),
    ...(survivors && 'faults' in survivors ? survivors.faults : []),
  ];
}
