import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Rendering } from '../disclosures/rendering/renderings.ts';
import { DomainError } from '../errors.ts';
import { digest } from '../identifiers.ts';

/** Lambda answers with 6 MB at most, headers and the quotes of JSON included. */
const mostLetters = 5_800_000;

/**
 * The bytes of a rendering, packed for whoever takes gzip: so one of some thousand transactions can be
 * answered too.
 *
 * @throws DomainError rendering-too-large: it leaves all the same, inside the sealed package.
 */
export async function renderingResponse(
  { name, mediaType, bytes }: Rendering,
  { disclosureId, event }: { disclosureId: string; event: APIGatewayProxyEventV2 },
): Promise<APIGatewayProxyStructuredResultV2> {
  const packed = takesGzip(event);
  const body = packed ? await promisify(gzip)(bytes) : Buffer.from(bytes);
  const text = body.toString('base64');
  if (text.length > mostLetters) throw new DomainError('rendering-too-large', disclosureId);
  const sha256 = digest(bytes);
  return {
    statusCode: 200,
    headers: {
      'content-type': mediaType,
      'content-disposition': `inline; filename="${disclosureId}-${name}"`,
      'cache-control': 'no-store',
      vary: 'accept-encoding',
      etag: `"${sha256}"`,
      ...(packed && { 'content-encoding': 'gzip' }),
    },
    body: text,
    isBase64Encoded: true,
  };
}

const takesGzip = ({ headers }: APIGatewayProxyEventV2): boolean =>
  /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?:1|0\.\d*[1-9]\d*))?\s*(?:,|$)/i.test(
    headers['accept-encoding'] ?? '',
  );
