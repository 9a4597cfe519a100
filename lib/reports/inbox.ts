import type { BatchId, EntityNumber } from '../identifiers.ts';
import type { ReportLocation } from './register.ts';

/** The port to the bytes of batches and of accepted reports. Names in it are ids and digests only. */
export type Inbox = {
  /** Keeps a body as it was sent; the same body twice is one object. Returns its name. */
  keep(entity: EntityNumber, digest: string, body: Uint8Array): Promise<string>;
  /** @throws when there is no such object, or the connection breaks off. */
  read(source: string): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Keeps reports in one object that is named by its content, some packed together.
   *
   * @param reports JSON texts without line breaks.
   * @returns where each of them is, in the same order.
   */
  keepReports(
    block: { entity: EntityNumber; batchId: BatchId; first: number },
    reports: readonly string[],
  ): Promise<ReportLocation[]>;
};

/** Leave to put one object, once, for a while. */
export type UploadPermit = {
  url: string;
  /** To be sent exactly so: they are part of the signature. */
  headers: Record<string, string>;
  /** RFC 3339 UTC. */
  expiresAt: string;
};

/** The port that gives leave to upload. */
export type UploadPermits = {
  permit(upload: {
    name: string;
    sizeBytes: number;
    encoding: 'identity' | 'gzip' | 'zstd';
    /** Lower-case hexadecimal, of the bytes as they will be sent. */
    sha256?: string;
  }): Promise<UploadPermit>;
};
