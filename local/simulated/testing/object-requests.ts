import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';

/** A request to a bucket, in which every name opens with that of its run. */
export type ObjectRequest = (target: {
  client: S3Client;
  Bucket: string;
  run: string;
}) => Promise<object>;

const names = fc.constantFrom('a', 'a/b', 'a/b/c', 'b/é', 'b/\ufb01', 'b/😀');
const bodies = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constant('a'));
/** The second is that of "a". */
const etags = fc.constantFrom(undefined, '"0cc175b9c0f1b6a831c399e269772661"');
const ranges = fc.constantFrom(
  undefined,
  'bytes=0-0',
  'bytes=0-3',
  'bytes=2-',
  'bytes=-3',
  'bytes=-0',
  'bytes=99-',
  'bytes=3-1',
  'lines=1-2',
);

const putting = fc.record({ name: names, Body: bodies, once: fc.boolean(), IfMatch: etags }).map(
  ({ name, Body, once, IfMatch }): ObjectRequest =>
    ({ client, Bucket, run }) => {
      const condition = once ? { IfNoneMatch: '*' } : { IfMatch };
      const put = { Bucket, Key: `${run}${name}`, Body, ...condition };
      return client.send(new PutObjectCommand(put));
    },
);
const getting = fc.record({ name: names, Range: ranges }).map(
  ({ name, ...options }): ObjectRequest =>
    async ({ client, Bucket, run }) => {
      const get = new GetObjectCommand({ Bucket, Key: `${run}${name}`, ...options });
      const { Body, ContentLength, ContentRange, ETag } = await client.send(get);
      return { text: await Body?.transformToString(), ContentLength, ContentRange, ETag };
    },
);
const heading = names.map(
  (name): ObjectRequest =>
    async ({ client, Bucket, run }) => {
      const head = new HeadObjectCommand({ Bucket, Key: `${run}${name}` });
      const { ContentLength, ETag } = await client.send(head);
      return { ContentLength, ETag };
    },
);
const deleting = names.map(
  (name): ObjectRequest =>
    async ({ client, Bucket, run }) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key: `${run}${name}` }));
      return {};
    },
);

const listings = fc.record({
  prefix: fc.constantFrom('', 'a', 'b/'),
  Delimiter: fc.constantFrom(undefined, '/'),
  MaxKeys: fc.constantFrom(undefined, 1, 2),
});
/** All pages of a list, each as it comes. */
const listing = listings.map(
  ({ prefix, ...options }): ObjectRequest =>
    async ({ client, Bucket, run }) => {
      const pages = [];
      let ContinuationToken: string | undefined;
      do {
        const list = { Bucket, Prefix: `${run}${prefix}`, ...options, ContinuationToken };
        const page = await client.send(new ListObjectsV2Command(list));
        const { Contents = [], CommonPrefixes = [], KeyCount } = page;
        const objects = Contents.map(({ Key, Size, ETag }) => ({ Key, Size, ETag }));
        pages.push({ objects, CommonPrefixes, KeyCount });
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      return { pages };
    },
);

export const objectRequests: fc.Arbitrary<ObjectRequest> = fc.oneof(
  putting,
  getting,
  heading,
  deleting,
  listing,
);
