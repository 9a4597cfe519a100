/** A refusal in S3's own words; the server renders it as XML with its status. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const accessDenied = (message = 'Access Denied') =>
  new S3Error(403, 'AccessDenied', message);

export const noSuchBucket = () =>
  new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');

export const noSuchKey = () => new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');

export const noSuchUpload = () =>
  new S3Error(404, 'NoSuchUpload', 'The specified multipart upload does not exist.');

export const preconditionFailed = () =>
  new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions did not hold');

export const invalidRequest = (message: string) => new S3Error(400, 'InvalidRequest', message);

export const invalidArgument = (message: string) => new S3Error(400, 'InvalidArgument', message);

/** What this endpoint does not know it refuses: a call that only seems to work proves nothing. */
export const notImplemented = (what: string) =>
  new S3Error(501, 'NotImplemented', `The local S3 does not implement ${what}`);
