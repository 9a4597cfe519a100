import { text } from 'node:stream/consumers';
import { accessDenied, invalidArgument, noSuchKey, notImplemented, S3Error } from './error.ts';
import { keptHeaders, readRetention, retentionOf } from './kept-headers.ts';
import { listObjects } from './listing.ts';
import { objectReply } from './object-reply.ts';
import { receiveBody } from './received-body.ts';
import { type Reply, xmlReply } from './reply.ts';
import type { S3Request } from './request.ts';
import type { Storage } from './storage.ts';
import {
  abortUpload,
  completeUpload,
  createUpload,
  listParts,
  uploadPart,
} from './upload-operations.ts';
import { listVersions } from './version-listing.ts';
import { versionHeader, writeConditions } from './writing.ts';
import { xmlElement } from './xml.ts';

/** Whether the signer may do this; `key` is empty for the bucket itself. */
export type Allows = (action: string, key: string) => boolean;

type Operation = {
  /** The IAM action it needs. */
  action: string;
  run: (request: S3Request, storage: Storage, allows: Allows) => Promise<Reply> | Reply;
};

// Every operation there is, by method and by what the query names; all else is refused.
const bucketOperations: Record<string, Operation> = {
  'PUT ': { action: 's3:CreateBucket', run: createBucket },
  'PUT versioning': { action: 's3:PutBucketVersioning', run: putVersioning },
  'PUT object-lock': { action: 's3:PutBucketObjectLockConfiguration', run: putObjectLock },
  'GET list-type': {
    action: 's3:ListBucket',
    run: (request, { objects }) => listObjects(request, objects),
  },
  'GET versions': {
    action: 's3:ListBucketVersions',
    run: (request, { objects }) => listVersions(request, objects),
  },
  'GET versioning': { action: 's3:GetBucketVersioning', run: getVersioning },
  'HEAD ': { action: 's3:ListBucket', run: headBucket },
};

const objectOperations: Record<string, Operation> = {
  'PUT ': { action: 's3:PutObject', run: putObject },
  'PUT partNumber,uploadId': { action: 's3:PutObject', run: uploadPart },
  'PUT retention': { action: 's3:PutObjectRetention', run: putRetention },
  'PUT retention,versionId': { action: 's3:PutObjectRetention', run: putRetention },
  'GET ': { action: 's3:GetObject', run: getObject },
  'GET versionId': { action: 's3:GetObjectVersion', run: getObject },
  'GET retention': { action: 's3:GetObjectRetention', run: getRetention },
  'GET retention,versionId': { action: 's3:GetObjectRetention', run: getRetention },
  'HEAD ': { action: 's3:GetObject', run: getObject },
  'HEAD versionId': { action: 's3:GetObjectVersion', run: getObject },
  'DELETE ': { action: 's3:DeleteObject', run: deleteObject },
  'DELETE versionId': { action: 's3:DeleteObjectVersion', run: deleteObject },
  'GET uploadId': { action: 's3:ListMultipartUploadParts', run: listParts },
  'GET max-parts,uploadId': { action: 's3:ListMultipartUploadParts', run: listParts },
  'GET max-parts,part-number-marker,uploadId': {
    action: 's3:ListMultipartUploadParts',
    run: listParts,
  },
  'GET part-number-marker,uploadId': { action: 's3:ListMultipartUploadParts', run: listParts },
  'DELETE uploadId': { action: 's3:AbortMultipartUpload', run: abortUpload },
  'POST uploads': { action: 's3:PutObject', run: createUpload },
  'POST uploadId': { action: 's3:PutObject', run: completeUpload },
};

const listParameters = new Set([
  'continuation-token',
  'delimiter',
  'encoding-type',
  'fetch-owner',
  'key-marker',
  'max-keys',
  'prefix',
  'start-after',
  'version-id-marker',
]);

export function findOperation({ method, key, query }: S3Request): Operation {
  const named = [...query.keys()]
    .filter((name) => !/^x-(amz-|id$)/i.test(name))
    .filter(
      (name) =>
        key !== '' ||
        !(query.has('list-type') || query.has('versions')) ||
        !listParameters.has(name),
    )
    .sort()
    .join(',');
  const operations = key === '' ? bucketOperations : objectOperations;
  const found = operations[`${method} ${named}`];
  if (!found) throw notImplemented(`${method} ${key === '' ? 'bucket' : 'object'} ${named}`);
  return found;
}

function createBucket({ bucket, header }: S3Request, { objects }: Storage): Reply {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new S3Error(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  }
  if (objects.has(bucket)) {
    throw new S3Error(409, 'BucketAlreadyOwnedByYou', 'You already own this bucket.');
  }
  const locked = header('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
  objects.configure(bucket, { versioned: locked, notifications: [] });
  return { status: 200, headers: { location: `/${bucket}` } };
}

async function putVersioning({ bucket, message }: S3Request, { objects }: Storage): Promise<Reply> {
  const settings = objects.settings(bucket);
  const status = xmlElement(await text(message), 'Status');
  if (status !== 'Enabled') throw notImplemented('suspended versioning');
  objects.configure(bucket, { ...settings, versioned: true });
  return { status: 200 };
}

async function putObjectLock({ bucket, message }: S3Request, { objects }: Storage): Promise<Reply> {
  const settings = objects.settings(bucket);
  const document = await text(message);
  const mode = xmlElement(document, 'Mode');
  const days = Number(xmlElement(document, 'Days'));
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw invalidArgument('Mode');
  if (!Number.isInteger(days) || days < 1) throw invalidArgument('Days');
  objects.configure(bucket, { ...settings, versioned: true, defaultRetention: { mode, days } });
  return { status: 200 };
}

function getVersioning({ bucket }: S3Request, { objects }: Storage): Reply {
  const { versioned } = objects.settings(bucket);
  return xmlReply('VersioningConfiguration', { Status: versioned ? 'Enabled' : undefined });
}

function headBucket({ bucket }: S3Request, { objects }: Storage): Reply {
  objects.settings(bucket);
  return { status: 200 };
}

async function putObject(request: S3Request, storage: Storage, allows: Allows): Promise<Reply> {
  const { bucket, key, header, message } = request;
  const { files, objects } = storage;
  objects.settings(bucket);
  const retention = retentionOf(request);
  if (retention && !allows('s3:PutObjectRetention', key)) throw accessDenied();
  const { file, size, md5Hex, checksum } = await receiveBody(message, header, files.bodies);
  const headers = keptHeaders(request);
  if (checksum) headers[checksum.name] = checksum.value;
  try {
    const stored = await objects.put(
      {
        bucket,
        key,
        pieces: [{ file, size }],
        etag: md5Hex,
        headers,
        retention,
        event: 'ObjectCreated:Put',
      },
      writeConditions(request),
    );
    return {
      status: 200,
      headers: {
        etag: `"${md5Hex}"`,
        ...(checksum && { [checksum.name]: checksum.value }),
        ...versionHeader(stored.versionId),
      },
    };
  } catch (error) {
    await files.remove([{ file }]);
    throw error;
  }
}

/** Who may not list a bucket is not told that a key is missing. */
function getObject(request: S3Request, { files, objects }: Storage, allows: Allows): Reply {
  const { bucket, key, query } = request;
  objects.settings(bucket);
  const found = objects.find(bucket, key, query.get('versionId') ?? undefined);
  if (!found) throw allows('s3:ListBucket', '') ? noSuchKey() : accessDenied();
  if (found.deleteMarker) throw new S3Error(405, 'MethodNotAllowed', 'This is a delete marker.');
  return objectReply(request, found, files.bodies);
}

async function deleteObject(
  { bucket, key, query, header }: S3Request,
  { objects }: Storage,
  allows: Allows,
): Promise<Reply> {
  objects.settings(bucket);
  const bypass =
    header('x-amz-bypass-governance-retention') === 'true' &&
    allows('s3:BypassGovernanceRetention', key);
  const gone = await objects.delete(bucket, key, query.get('versionId') ?? undefined, bypass);
  const marker = gone?.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {};
  return { status: 204, headers: { ...marker, ...(gone ? versionHeader(gone.versionId) : {}) } };
}

function getRetention({ bucket, key, query }: S3Request, { objects }: Storage): Reply {
  const found = objects.find(bucket, key, query.get('versionId') ?? undefined);
  if (!found) throw noSuchKey();
  if (!found.retention) {
    throw new S3Error(404, 'NoSuchObjectLockConfiguration', 'The object has no retention.');
  }
  const { mode, until } = found.retention;
  return xmlReply('Retention', { Mode: mode, RetainUntilDate: until });
}

async function putRetention(
  { bucket, key, query, message }: S3Request,
  { objects }: Storage,
): Promise<Reply> {
  const document = await text(message);
  const mode = xmlElement(document, 'Mode') ?? '';
  const until = xmlElement(document, 'RetainUntilDate') ?? '';
  const versionId = query.get('versionId') ?? undefined;
  objects.retain(bucket, key, versionId, readRetention(mode, until));
  return { status: 200 };
}
