import type { UploadPermit } from './inbox.ts';

/**
 * Every part but the last is so long. S3 takes 10,000 parts, so this reaches beyond
 * `maxUploadBytes`; and a line that drops loses no more than this.
 */
export const partBytes = 8 * 1024 ** 2;

export const partsOf = (sizeBytes: number): number => Math.ceil(sizeBytes / partBytes);

/** @param partNumber from 1 */
export const partSize = (sizeBytes: number, partNumber: number): number =>
  Math.min(partBytes, sizeBytes - (partNumber - 1) * partBytes);

/** An upload in parts, as the store knows it. */
export type StoreUpload = { name: string; storeId: string };

export type ArrivedPart = {
  /** From 1. */
  partNumber: number;
  sizeBytes: number;
  /** Lower-case hexadecimal, checked by the store when the part came. */
  sha256: string;
  /** The store's own mark of these bytes. */
  etag: string;
};

type AskedPart = { partNumber: number; sizeBytes: number; sha256: string };
export type PartPermit = UploadPermit & { partNumber: number };

/** The port to uploads that come in parts. A part that is sent again replaces what was there. */
export type PartUploads = {
  /** @returns the store's name for the upload. */
  begin(name: string): Promise<string>;
  permit(upload: StoreUpload, part: AskedPart): Promise<PartPermit>;
  /** In the order of their numbers; undefined when the store knows the upload no more. */
  arrived(upload: StoreUpload): Promise<ArrivedPart[] | undefined>;
  /**
   * Makes one object of the parts, unless there is one of that name.
   *
   * @returns `completed` also when there was; `gone` when the store knows the upload no more;
   *   `changed` when a part was replaced in the meantime.
   */
  complete(
    upload: StoreUpload,
    parts: readonly ArrivedPart[],
  ): Promise<'completed' | 'gone' | 'changed'>;
  /** Forgets an upload and its parts, if it is still known. */
  abort(upload: StoreUpload): Promise<void>;
};
