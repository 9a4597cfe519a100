import type { Files } from './files.ts';
import type { Objects } from './objects.ts';
import type { Uploads } from './uploads.ts';

/** What operations work on. */
export type Storage = { files: Files; objects: Objects; uploads: Uploads };
