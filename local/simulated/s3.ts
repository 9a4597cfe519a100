import type { AskedStore } from './object-store.ts';
import {
  deleteObject,
  deleteObjects,
  getObject,
  headObject,
  listObjects,
  putObject,
} from './s3-objects.ts';
import {
  abortUpload,
  completeUpload,
  createUpload,
  listParts,
  listUploads,
  uploadPart,
} from './s3-uploads.ts';
import { notSimulated } from './service-errors.ts';

// biome-ignore lint/suspicious/noExplicitAny: each command has an input of its own
type Operation = (asked: AskedStore, input: any) => object;

const operations = new Map<string, Operation>(
  Object.entries({
    PutObjectCommand: putObject,
    GetObjectCommand: getObject,
    HeadObjectCommand: headObject,
    DeleteObjectCommand: deleteObject,
    DeleteObjectsCommand: deleteObjects,
    ListObjectsV2Command: listObjects,
    CreateMultipartUploadCommand: createUpload,
    UploadPartCommand: uploadPart,
    CompleteMultipartUploadCommand: completeUpload,
    AbortMultipartUploadCommand: abortUpload,
    ListPartsCommand: listParts,
    ListMultipartUploadsCommand: listUploads,
  }),
);

/** Carries out a command of the S3 client at once. */
export function runOnObjects(asked: AskedStore, operation: string, input: unknown): object {
  const run = operations.get(operation);
  if (!run) throw notSimulated(operation);
  return run(asked, input);
}
