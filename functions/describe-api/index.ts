import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { createHandler } from './handler.ts';

const { ASSETS_DIRECTORY = '' } = env;
const directory = join(import.meta.dirname, ASSETS_DIRECTORY);

export const handler = createHandler({
  readAsset: (name) => readFile(join(directory, name), 'utf-8'),
});
