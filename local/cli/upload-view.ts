import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';

/** What is to be put where, and the headers that are part of the leave. */
export type Permit = { url: string; headers: Record<string, string> };

/** What the API says of an upload, as far as the commands read it. */
export type UploadView = {
  batchId: string;
  /** Absent with a permit: then the upload is one PUT. */
  status?: string;
  permit?: Permit;
  partBytes?: number;
  /** Absent once it takes no further parts. */
  arrived?: ArrivedPart[];
};

type ArrivedPart = { partNumber: number; sizeBytes: number; sha256: string };

/** @throws Failure when the answer is no upload. */
export function readUploadView(answer: unknown): UploadView {
  const { batchId, status, parts, arrived, url, headers } = (answer ?? {}) as {
    batchId?: unknown;
    status?: string;
    parts?: { partBytes?: number };
    arrived?: ArrivedPart[];
    url?: unknown;
    headers?: Record<string, string>;
  };
  const inParts = typeof parts?.partBytes === 'number';
  if (typeof batchId !== 'string' || (typeof url !== 'string' && !inParts)) {
    throw new Failure(exitCodes.refused, 'The API gave no address to upload to');
  }
  return {
    batchId,
    ...(status !== undefined && { status }),
    ...(typeof url === 'string' && { permit: { url, headers: headers ?? {} } }),
    ...(parts?.partBytes !== undefined && { partBytes: parts.partBytes }),
    ...(arrived && { arrived }),
  };
}

/** By the number of the part. */
export function readPartPermits(answer: unknown): Map<number, Permit> {
  const { parts } = (answer ?? {}) as { parts?: ({ partNumber: number } & Permit)[] };
  if (!Array.isArray(parts)) {
    throw new Failure(exitCodes.refused, 'The API gave no addresses for parts');
  }
  return new Map(parts.map(({ partNumber, url, headers }) => [partNumber, { url, headers }]));
}
