import { zlibSync } from 'fflate';

/** What pdfkit holds of an object of the file until it is written. */
type Reference = {
  buffer: Uint8Array[];
  data: Record<string, unknown>;
  compress: boolean;
  finalize(): void;
};

/**
 * Packs the streams of a document that was told not to pack them. Node packs with the zlib it was built
 * with, whose output differs between versions and processors; this packs the same bytes the same way
 * everywhere.
 */
export function packStreams(paper: PDFKit.PDFDocument): void {
  const make = paper.ref.bind(paper);
  paper.ref = (data) => {
    const made = make(data);
    const reference = made as unknown as Reference;
    const write = reference.finalize.bind(made);
    reference.finalize = () => {
      const { buffer, data: dictionary } = reference;
      if (buffer.length > 0 && dictionary['Type'] !== 'Metadata') {
        reference.buffer = [zlibSync(Buffer.concat(buffer))];
        dictionary['Filter'] = 'FlateDecode';
      }
      write();
    };
    return made;
  };
}

/**
 * Joins what was drawn on a page so far. pdfkit holds each stroke by itself until the end, which for a
 * thousand pages is most of the memory.
 */
export function joinStrokes({ content }: PDFKit.PDFPage): void {
  const reference = content as unknown as Reference;
  reference.buffer = [Buffer.concat(reference.buffer)];
}
