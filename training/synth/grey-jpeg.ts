/**
 * A colour JPEG of a grey image -> the same image as a one-component JPEG, without loss: the bits of the luma blocks are
 * kept, those of the chroma blocks dropped. Needed because jpeg-js writes three components only, and films are mostly
 * stored with one.
 * Invariant: reads baseline files with one scan, no subsampling and no restart markers (what jpeg-js writes), nothing else.
 * Marker and table layout: ITU-T T.81, annexes B and F.
 */

/** A Huffman table: code length and code to symbol, keyed by (1 << length) | code. */
type HuffmanTable = ReadonlyMap<number, number>;

/** Luma tables stand in slot 0, chroma tables in slot 1; class 0 is DC, 1 is AC. */
interface Tables {
  readonly dc: readonly HuffmanTable[];
  readonly ac: readonly HuffmanTable[];
}

/**
 * Keeps the first component.
 *
 * @param file what jpeg-js' `encode` returned
 * @returns a new file
 * @throws RangeError when the file is of another kind
 */
export function keepLuma(file: Uint8Array): Uint8Array {
  const head: number[] = [0xff, 0xd8];
  const tables = { dc: [] as HuffmanTable[], ac: [] as HuffmanTable[] };
  let blocks = 0;
  for (let at = 2; at + 4 <= file.length; ) {
    const marker = (file[at] << 8) | file[at + 1];
    const length = (file[at + 2] << 8) | file[at + 3];
    const body = file.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (marker === 0xffc0) {
      blocks = countBlocks(body);
      // Length 11: precision and sides as they are, one component, its id, sampling 1 x 1, quantisation table.
      head.push(0xff, 0xc0, 0, 11, ...body.subarray(0, 5), 1, body[6], 0x11, body[8]);
    } else if (marker === 0xffda) {
      head.push(0xff, 0xda, 0, 8, 1, body[1], body[2], 0, 63, 0);
      const scan = copyLumaBlocks(file.subarray(at), blocks, tables);
      return Uint8Array.from([...head, ...scan, 0xff, 0xd9]);
    } else {
      if (marker === 0xffc4) readHuffmanTables(body, tables);
      head.push(marker >> 8, marker & 0xff, length >> 8, length & 0xff, ...body);
    }
  }
  throw new RangeError('This JPEG has no scan.');
}

/** Number of 8 x 8 blocks of a baseline frame's first component. */
function countBlocks(frame: Uint8Array): number {
  if (frame[5] !== 3 || [7, 10, 13].some((at) => frame[at] !== 0x11)) {
    throw new RangeError('This JPEG does not have three components without subsampling.');
  }
  const heightPx = (frame[1] << 8) | frame[2];
  const widthPx = (frame[3] << 8) | frame[4];
  return Math.ceil(widthPx / 8) * Math.ceil(heightPx / 8);
}

/** Reads one DHT segment (T.81 B.2.4.2); codes are counted up within and across lengths (C.2). */
function readHuffmanTables(
  body: Uint8Array,
  tables: { readonly dc: HuffmanTable[]; readonly ac: HuffmanTable[] },
): void {
  for (let at = 0; at < body.length; ) {
    const target = body[at] >> 4 === 0 ? tables.dc : tables.ac;
    const table = new Map<number, number>();
    let symbolAt = at + 17;
    for (let length = 1, code = 0; length <= 16; length += 1, code <<= 1) {
      for (let n = 0; n < body[at + length]; n += 1, code += 1, symbolAt += 1) {
        table.set((1 << length) | code, body[symbolAt]);
      }
    }
    target[body[at] & 15] = table;
    at = symbolAt;
  }
}

function copyLumaBlocks(scan: Uint8Array, blocks: number, tables: Tables): number[] {
  const reader = createBitReader(scan);
  const writer = createBitWriter();
  for (let block = 0; block < blocks; block += 1) {
    walkBlock(reader, tables.dc[0], tables.ac[0], writer.write);
    for (let chroma = 0; chroma < 2; chroma += 1) walkBlock(reader, tables.dc[1], tables.ac[1], () => {});
  }
  return writer.finish();
}

/** Walks one block's symbols (T.81 F.2.2), handing every bit on. */
function walkBlock(
  readBit: () => number,
  dc: HuffmanTable,
  ac: HuffmanTable,
  emit: (bit: number) => void,
): void {
  const pass = (): number => {
    const bit = readBit();
    emit(bit);
    return bit;
  };
  const readSymbol = (table: HuffmanTable): number => {
    let key = 1;
    for (let length = 1; length <= 16; length += 1) {
      key = (key << 1) | pass();
      const symbol = table.get(key);
      if (symbol !== undefined) return symbol;
    }
    throw new RangeError('This JPEG has a code that is in none of its tables.');
  };
  for (let extra = readSymbol(dc); extra > 0; extra -= 1) pass();
  for (let k = 1; k < 64; k += 1) {
    const symbol = readSymbol(ac);
    const run = symbol >> 4;
    const size = symbol & 15;
    if (size === 0 && run !== 15) return; // end of block
    k += run;
    for (let extra = size; extra > 0; extra -= 1) pass();
  }
}

/** Reads bits, leaving out the zero stuffed after each 0xFF. */
function createBitReader(scan: Uint8Array): () => number {
  let at = 0;
  let left = 0;
  let byte = 0;
  return () => {
    if (left === 0) {
      if (at >= scan.length) throw new RangeError('This JPEG ends within its scan.');
      byte = scan[at];
      at += byte === 0xff ? 2 : 1;
      left = 8;
    }
    left -= 1;
    return (byte >> left) & 1;
  };
}

function createBitWriter(): { readonly write: (bit: number) => void; readonly finish: () => number[] } {
  const bytes: number[] = [];
  let byte = 0;
  let count = 0;
  const write = (bit: number): void => {
    byte = (byte << 1) | bit;
    count += 1;
    if (count < 8) return;
    bytes.push(byte);
    if (byte === 0xff) bytes.push(0);
    byte = 0;
    count = 0;
  };
  const finish = (): number[] => {
    for (let missing = (8 - count) % 8; missing > 0; missing -= 1) write(1);
    return bytes;
  };
  return { write, finish };
}
