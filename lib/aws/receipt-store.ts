import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { plainParser } from '../accepts-plainly.ts';
import { receiptsName } from '../reports/object-names.ts';
import {
  type Receipt,
  type ReceiptBlock,
  type Receipts,
  receiptSchema,
} from '../reports/receipts.ts';
import { isAbsent } from './absent-object.ts';
import { packText, unpackText } from './packed-text.ts';
import { putOnce } from './put-once.ts';

const parseReceipt = plainParser(receiptSchema);

/** Receipts in the inbox bucket: a block of NDJSON, packed, for each block of records. */
export function receiptStore({
  client,
  bucket,
  pause,
}: {
  client: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}): Receipts {
  const read = async (block: ReceiptBlock): Promise<Receipt[]> => {
    const packed = await readBytes(client, bucket, receiptsName(block));
    if (!packed) return [];
    return unpackText(packed)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => parseReceipt(JSON.parse(line)));
  };
  return {
    read,
    async keep(block, receipts) {
      const lines = receipts.map((receipt) => `${JSON.stringify(receipt)}\n`).join('');
      const object = { Bucket: bucket, Key: receiptsName(block), Body: packText(lines) };
      const first = await putOnce(client, { ...object, ContentType: 'application/zstd' }, pause);
      return first ? [...receipts] : read(block);
    },
  };
}

async function readBytes(
  client: S3Client,
  Bucket: string,
  Key: string,
): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return await Body?.transformToByteArray();
  } catch (cause) {
    if (isAbsent(cause)) return undefined;
    throw cause;
  }
}
