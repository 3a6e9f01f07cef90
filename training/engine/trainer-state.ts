/**
 * Everything that a trainer has learnt and needs to go on, as plain arrays, and its form on disk.
 *
 * Invariant: decode(encode(state)) equals state bit for bit; damaged bytes are refused, never half read.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';

const WeightInfoSchema = v.object({
  name: v.string(),
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

const HeaderSchema = v.object({
  format: v.literal('lungfield-trainer-state-1'),
  stepCount: v.pipe(v.number(), v.integer(), v.minValue(0)),
  weights: v.array(WeightInfoSchema),
  statistics: v.array(WeightInfoSchema),
});

type Layout = v.InferOutput<typeof WeightInfoSchema>[];

/** A trainer between two steps. All vectors are float32; P values of weights, S of moving statistics. */
export interface TrainerState {
  /** Optimiser steps done. */
  readonly stepCount: number;
  /** Names and shapes that the vectors are made of. */
  readonly layout: { readonly weights: Layout; readonly statistics: Layout };
  /** [P] newest weights. */
  readonly weights: Float32Array;
  /** [P] mean of the gradient. */
  readonly m: Float32Array;
  /** [P] mean of the squared gradient. */
  readonly v: Float32Array;
  /** [P] weight average. */
  readonly average: Float32Array;
  /** [S] batch norm's moving means and variances. */
  readonly statistics: Float32Array;
}

const HASH_BYTES = 32;
const LENGTH_BYTES = 4;

function hash(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** Bytes of a typed array, little-endian as on every machine that tfjs-node runs on. */
function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/**
 * Writes a state as bytes: SHA-256 of the rest, length of the header (uint32), header (JSON), then the five vectors.
 *
 * @returns about 16 bytes per weight
 */
export function encodeTrainerState(state: TrainerState): Uint8Array {
  const header = Buffer.from(
    JSON.stringify({ format: 'lungfield-trainer-state-1', stepCount: state.stepCount, ...state.layout }),
  );
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(header.byteLength);
  const vectors = [state.weights, state.m, state.v, state.average, state.statistics].map(bytesOf);
  const body = Buffer.concat([length, header, ...vectors]);
  return new Uint8Array(Buffer.concat([hash(body), body]));
}

function countAll(layout: Layout): number {
  return layout.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

/**
 * Reads a state back.
 *
 * @throws Error with a sentence for the user when the bytes are cut short, damaged or of another format
 */
export function decodeTrainerState(bytes: Uint8Array): TrainerState {
  const body = bytes.subarray(HASH_BYTES);
  if (body.byteLength < LENGTH_BYTES || !Buffer.from(hash(body)).equals(bytes.subarray(0, HASH_BYTES))) {
    throw new Error('The checkpoint is damaged or cut short (its SHA-256 does not match).');
  }
  const view = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const headerEnd = LENGTH_BYTES + view.readUInt32LE();
  const json: unknown = JSON.parse(view.toString('utf8', LENGTH_BYTES, headerEnd));
  const header = v.safeParse(HeaderSchema, json);
  if (!header.success)
    throw new Error('The checkpoint is of another format than this version of training writes.');
  const { stepCount, weights, statistics } = header.output;
  let offset = headerEnd;
  const read = (count: number): Float32Array => {
    const vector = new Float32Array(count);
    // Copied bytewise: the offset need not be a multiple of four.
    bytesOf(vector).set(body.subarray(offset, offset + vector.byteLength));
    offset += vector.byteLength;
    return vector;
  };
  const [p, s] = [countAll(weights), countAll(statistics)];
  const state = {
    stepCount,
    layout: { weights, statistics },
    // In the order of the bytes: an object literal is evaluated from top to bottom.
    weights: read(p),
    m: read(p),
    v: read(p),
    average: read(p),
    statistics: read(s),
  };
  if (offset !== body.byteLength) throw new Error('The checkpoint has another length than its header says.');
  return state;
}
