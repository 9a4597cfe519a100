import type { S3Event } from 'aws-lambda';
import type { Notice } from '../s3/files.ts';
import { accountId } from '../template/names.ts';

/** What S3 sends to a queue about a new object; the key comes form-encoded, as it does there. */
export function bucketNotice(notice: Notice, region: string): S3Event {
  const { id, bucket, key, versionId, size, etag, event, at } = notice;
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: at,
        eventName: event,
        userIdentity: { principalId: accountId },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': String(id), 'x-amz-id-2': String(id) },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'local',
          bucket: {
            name: bucket,
            ownerIdentity: { principalId: accountId },
            arn: `arn:aws:s3:::${bucket}`,
          },
          object: {
            key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
            size,
            eTag: etag,
            ...(versionId === 'null' ? {} : { versionId }),
            sequencer: id.toString(16).padStart(16, '0').toUpperCase(),
          },
        },
      },
    ],
  };
}
