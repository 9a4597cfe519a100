import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { RetainedObjects } from '../retention/retention-ports.ts';
import { putOnce } from './put-once.ts';

/** A version of an object, or the mark that it was deleted. */
export type ObjectVersion = { name: string; versionId: string; writtenAt: Date | undefined };

/** Objects of one bucket, to be removed with all that was ever kept under their names. */
export function retainedObjects({ client, bucket }: { client: S3Client; bucket: string }) {
  async function* versions(Prefix: string): AsyncGenerator<ObjectVersion> {
    let place: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (;;) {
      const list = new ListObjectVersionsCommand({ Bucket: bucket, Prefix, ...place });
      const { Versions = [], DeleteMarkers = [], ...page } = await client.send(list);
      for (const { Key, VersionId, LastModified } of [...Versions, ...DeleteMarkers]) {
        if (Key === undefined || VersionId === undefined) continue;
        yield { name: Key, versionId: VersionId, writtenAt: LastModified };
      }
      if (!page.IsTruncated) return;
      place = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
  }

  const remove = ({ name, versionId }: ObjectVersion) =>
    client.send(new DeleteObjectCommand({ Bucket: bucket, Key: name, VersionId: versionId }));

  async function destroyWhere(prefix: string, isGoing: (name: string) => boolean): Promise<void> {
    const going: ObjectVersion[] = [];
    for await (const version of versions(prefix)) if (isGoing(version.name)) going.push(version);
    for (const version of going) await remove(version);
  }

  /** Names of which no version was written since a moment, RFC 3339. One of unknown age is new. */
  async function untouchedSince(prefix: string, moment: string): Promise<string[]> {
    const since = Date.parse(moment);
    const untouched = new Map<string, boolean>();
    for await (const { name, writtenAt } of versions(prefix)) {
      const isOld = writtenAt !== undefined && writtenAt.getTime() < since;
      untouched.set(name, isOld && (untouched.get(name) ?? true));
    }
    return [...untouched].flatMap(([name, isOld]) => (isOld ? name : []));
  }

  const objects: RetainedObjects = {
    async named(prefix) {
      const found: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client },
        { Bucket: bucket, Prefix: prefix },
      )) {
        found.push(...Contents.flatMap(({ Key }) => Key ?? []));
      }
      return found;
    },
    destroy: (name) => destroyWhere(name, (found) => found === name),
    async keep(name, text) {
      const object = { Bucket: bucket, Key: name, Body: text, ContentType: 'application/json' };
      await putOnce(client, object);
    },
  };
  return { ...objects, destroyWhere, untouchedSince };
}
